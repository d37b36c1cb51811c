namespace Unified.Media.Testing;

/// <summary>A WebM video of one frame. It has no metadata, so it is stored byte for byte.</summary>
internal static class TinyVideo
{
    public static readonly ReadOnlyMemory<byte> WebM = Convert.FromBase64String(
        "GkXfo49ChoEBQoKEd2VibUKHgQQYU4BnxBVJqWaTKtexhAAPQkBEiYhAl3AAAAAAABZUrmuWrpSDgQGGhVZfVlA44IiwggFAuoIA"
        + "8B9DtnWM54EAo4eBAACAAQID");
}
