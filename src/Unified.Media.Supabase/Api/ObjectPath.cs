namespace Unified.Media.Supabase;

/// <summary>Paths of Storage's interface. A name that Storage cannot have becomes part of none.</summary>
internal static class ObjectPath
{
    /// <exception cref="MediaProviderException"><c>invalid_key</c></exception>
    public static string Of(string route, ObjectLocation location)
    {
        ObjectKey.Require(location);
        return $"/{route}/{ObjectKey.Encode(location.Bucket)}/{ObjectKey.Encode(location.Key)}";
    }

    /// <exception cref="MediaProviderException"><c>invalid_key</c></exception>
    public static string Of(string route, string bucket)
    {
        ObjectKey.RequireBucket(bucket);
        return $"/{route}/{ObjectKey.Encode(bucket)}";
    }
}
