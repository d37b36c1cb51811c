using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>
/// Maps objects to the buckets that they are really in: the library's own objects may be kept in another bucket than older ones.
/// </summary>
internal sealed class BucketMapping(IDictionary<string, string> map)
{
    private const string OwnFolder = "unified-media/";

    private readonly Dictionary<string, string> _map = new(map, StringComparer.Ordinal);

    /// <summary>The buckets that the media store stores into.</summary>
    public IEnumerable<string> StoredBuckets => ObjectLayout.All
        .Select(layout => _map.GetValueOrDefault(layout.Bucket, layout.Bucket))
        .Distinct(StringComparer.Ordinal);

    /// <summary>Returns the place where an object really is.</summary>
    public ObjectLocation Map(ObjectLocation location) =>
        _map.TryGetValue(location.Bucket, out var other) && IsOurs(location) ? location with { Bucket = other } : location;

    /// <summary>Returns every bucket that has objects of this one.</summary>
    public IEnumerable<string> BucketsOf(string bucket) =>
        _map.TryGetValue(bucket, out var other) && other != bucket ? [bucket, other] : [bucket];

    private static bool IsOurs(ObjectLocation location) =>
        ObjectLayout.Recognizes(location) || location.Key.StartsWith(OwnFolder, StringComparison.Ordinal);
}
