namespace Unified.Media.Testing;

/// <summary>The smallest real PNG: one grey pixel. Nothing in it is stripped, so it is stored as it is.</summary>
internal static class TinyImage
{
    public static readonly ReadOnlyMemory<byte> Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==");
}
