namespace Unified.Media;

/// <summary>Where an object is: a bucket and a key inside it. Opaque to everyone but the object store.</summary>
/// <param name="Bucket">The bucket: <c>user-media</c>.</param>
/// <param name="Key">The key: segments separated by <c>/</c>.</param>
public sealed record ObjectLocation(string Bucket, string Key)
{
    /// <summary><c>bucket/key</c></summary>
    public override string ToString() => $"{Bucket}/{Key}";
}
