using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// Maps locations in the catalog to locations in Storage, according to <see cref="SupabaseStorageOptions.BucketMap"/>.
/// </summary>
internal sealed class BucketMapping(IDictionary<string, string> map)
{
    private const string LibraryFolder = "unified-media/";

    private readonly Dictionary<string, string> _map = new(map, StringComparer.Ordinal);

    /// <summary>The buckets in Storage that new objects of the media store are stored in.</summary>
    public IEnumerable<string> TargetBuckets => ObjectLayout.All
        .Select(layout => _map.GetValueOrDefault(layout.Bucket, layout.Bucket))
        .Distinct(StringComparer.Ordinal);

    /// <summary>Returns the location in Storage for a location in the catalog.</summary>
    public ObjectLocation Map(ObjectLocation location) =>
        _map.TryGetValue(location.Bucket, out var mappedBucket) && IsLibraryObject(location) ? location with { Bucket = mappedBucket } : location;

    /// <summary>Returns the buckets in Storage that can contain the objects of a bucket in the catalog.</summary>
    public IEnumerable<string> GetStorageBuckets(string bucket) =>
        _map.TryGetValue(bucket, out var mappedBucket) && mappedBucket != bucket ? [bucket, mappedBucket] : [bucket];

    private static bool IsLibraryObject(ObjectLocation location) =>
        ObjectLayout.Recognizes(location) || location.Key.StartsWith(LibraryFolder, StringComparison.Ordinal);
}
