namespace Unified.Media;

/// <summary>The location of an object: a bucket and a key inside it. Only the object store interprets them.</summary>
public sealed record ObjectLocation
{
    /// <summary>Creates a location.</summary>
    public ObjectLocation(string bucket, string key)
    {
        Bucket = bucket;
        Key = key;
    }

    /// <summary>The bucket: <c>user-media</c>.</summary>
    public string Bucket { get; init; }

    /// <summary>The key: segments separated by <c>/</c>.</summary>
    public string Key { get; init; }

    /// <summary>Returns <c>bucket/key</c>.</summary>
    public override string ToString() => $"{Bucket}/{Key}";
}
