namespace Unified.Media.Supabase;

/// <summary>Paths of Storage's interface for one object. The object's name has been checked.</summary>
internal static class ObjectPath
{
    public static string Of(string route, ObjectLocation location) =>
        $"/{route}/{ObjectKey.Encode(location.Bucket)}/{ObjectKey.Encode(location.Key)}";

    public static string Of(string route, string bucket) => $"/{route}/{ObjectKey.Encode(bucket)}";
}
