using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>Which bucket an object is really in: the library's own objects may be kept in another one than older objects.</summary>
internal sealed class BucketPlaces(IDictionary<string, string> map)
{
    private const string OwnFolder = "unified-media/";

    private readonly Dictionary<string, string> _map = new(map, StringComparer.Ordinal);

    public ObjectLocation Of(ObjectLocation location) =>
        _map.TryGetValue(location.Bucket, out var other) && IsOurs(location) ? location with { Bucket = other } : location;

    /// <summary>Every bucket that has objects of this one.</summary>
    public IEnumerable<string> Of(string bucket) => _map.TryGetValue(bucket, out var other) && other != bucket ? [bucket, other] : [bucket];

    private static bool IsOurs(ObjectLocation location) =>
        ObjectLayout.Recognizes(location) || location.Key.StartsWith(OwnFolder, StringComparison.Ordinal);
}
