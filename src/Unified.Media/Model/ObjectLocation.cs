namespace Unified.Media;

/// <summary>The location of an object in an object store: a bucket and a key that is unique in it. Immutable.</summary>
public sealed record ObjectLocation
{
    /// <summary>Creates a location.</summary>
    public ObjectLocation(string bucket, string key)
    {
        Bucket = bucket;
        Key = key;
    }

    /// <summary>The name of the bucket, such as <c>user-media</c>.</summary>
    public string Bucket { get; init; }

    /// <summary>The key: path segments separated by <c>/</c>.</summary>
    public string Key { get; init; }

    /// <summary>Returns <c>bucket/key</c>.</summary>
    public override string ToString() => $"{Bucket}/{Key}";
}
