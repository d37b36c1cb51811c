namespace Unified.Media.Testing;

/// <summary>A PNG image of one gray pixel. It has no metadata, so it is stored byte for byte.</summary>
internal static class TinyImage
{
    public static readonly ReadOnlyMemory<byte> Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==");
}
