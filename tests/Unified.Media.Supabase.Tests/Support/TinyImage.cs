namespace Unified.Media.Supabase.Tests;

/// <summary>A real PNG of one grey pixel.</summary>
public static class TinyImage
{
    public static byte[] Png() => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==");
}
