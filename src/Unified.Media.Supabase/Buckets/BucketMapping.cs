using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// Maps the locations in the catalog to those in Storage: the library may store its own objects in another bucket than existing ones.
/// </summary>
internal sealed class BucketMapping(IDictionary<string, string> map)
{
    private const string OwnFolder = "unified-media/";

    private readonly Dictionary<string, string> _map = new(map, StringComparer.Ordinal);

    /// <summary>The buckets into which the media store stores objects.</summary>
    public IEnumerable<string> StoredBuckets => ObjectLayout.All
        .Select(layout => _map.GetValueOrDefault(layout.Bucket, layout.Bucket))
        .Distinct(StringComparer.Ordinal);

    /// <summary>Returns the location of an object in Storage.</summary>
    public ObjectLocation Map(ObjectLocation location) =>
        _map.TryGetValue(location.Bucket, out var other) && IsOwnObject(location) ? location with { Bucket = other } : location;

    /// <summary>Returns every bucket in Storage that has objects of a bucket in the catalog.</summary>
    public IEnumerable<string> BucketsOf(string bucket) =>
        _map.TryGetValue(bucket, out var other) && other != bucket ? [bucket, other] : [bucket];

    private static bool IsOwnObject(ObjectLocation location) =>
        ObjectLayout.Recognizes(location) || location.Key.StartsWith(OwnFolder, StringComparison.Ordinal);
}
