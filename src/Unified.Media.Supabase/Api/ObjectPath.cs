namespace Unified.Media.Supabase;

/// <summary>Makes the paths of Storage's endpoints. Names are validated first.</summary>
internal static class ObjectPath
{
    /// <exception cref="MediaProviderException"><c>invalid_key</c>: Storage does not allow the bucket or the key.</exception>
    public static string Of(string route, ObjectLocation location)
    {
        ObjectKey.ThrowIfInvalid(location);
        return $"/{route}/{ObjectKey.Encode(location.Bucket)}/{ObjectKey.Encode(location.Key)}";
    }

    /// <exception cref="MediaProviderException"><c>invalid_key</c>: Storage does not allow the name.</exception>
    public static string Of(string route, string bucket)
    {
        ObjectKey.ThrowIfInvalidBucket(bucket);
        return $"/{route}/{ObjectKey.Encode(bucket)}";
    }
}
