namespace Unified.Media.Drivers;

/// <summary>The ability to enumerate objects, for sweeps and audits.</summary>
public interface IObjectListing
{
    /// <summary>
    /// Every object of a bucket whose key begins with a prefix, in any order, each once. Objects that come or go meanwhile may or may not
    /// be
    /// part of it. A bucket that does not exist is empty.
    /// </summary>
    IAsyncEnumerable<StoredObject> ListAsync(string bucket, string keyPrefix, CancellationToken cancellationToken);
}
