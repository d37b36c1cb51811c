using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Creates contents and keys for tests, and reads objects.</summary>
public static class Bytes
{
    public static byte[] Of(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static string NewKey(string name = "a.png") => $"uploads/t-{Guid.CreateVersion7():N}/{name}";

    public static async Task<byte[]?> ReadAllAsync(this ISupabaseBucket bucket, string key, CancellationToken cancellationToken)
    {
        await using var content = await bucket.OpenReadAsync(key, null, cancellationToken);
        return content is null ? null : await content.ReadAllAsync(cancellationToken);
    }

    public static async Task<byte[]> ReadAllAsync(this ObjectContent content, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        await content.Stream.CopyToAsync(memory, cancellationToken);
        return memory.ToArray();
    }
}
