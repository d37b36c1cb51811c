namespace Unified.Media.Supabase;

/// <summary>Creates the paths of endpoints, with validated and encoded names.</summary>
internal static class ObjectPath
{
    /// <summary>Returns the path of an endpoint for an object.</summary>
    /// <exception cref="MediaProviderException"><c>invalid_key</c>: Storage does not allow the name of the bucket or the key.</exception>
    public static string For(string route, ObjectLocation location)
    {
        ObjectKey.ThrowIfInvalid(location);
        return $"/{route}/{ObjectKey.Encode(location.Bucket)}/{ObjectKey.Encode(location.Key)}";
    }

    /// <summary>Returns the path of an endpoint for a bucket.</summary>
    /// <exception cref="MediaProviderException"><c>invalid_key</c>: Storage does not allow the name of the bucket.</exception>
    public static string For(string route, string bucket)
    {
        ObjectKey.ThrowIfInvalidBucket(bucket);
        return $"/{route}/{ObjectKey.Encode(bucket)}";
    }
}
