namespace Unified.Media.Drivers;

/// <summary>The ability to list objects, for sweeps and audits.</summary>
public interface IObjectListing
{
    /// <summary>
    /// Lists the objects of a bucket whose keys begin with a prefix, in any order, and each object once. Objects that are stored or deleted during
    /// the listing may or may not be included. A missing bucket is empty.
    /// </summary>
    IAsyncEnumerable<StoredObject> ListAsync(string bucket, string keyPrefix, CancellationToken cancellationToken);
}
