using System.Buffers;

namespace Unified.Media.Supabase;

/// <summary>
/// A pooled buffer of at most 256 KiB. In benchmarks, uploads with smaller buffers took up to twice as long; larger buffers were not faster.
/// </summary>
internal readonly struct PooledBuffer(long maxLength) : IDisposable
{
    private const int MaxLength = 256 * 1024;

    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(maxLength, 1, MaxLength));

    public Memory<byte> Memory => _bytes.AsMemory(0, Math.Min(_bytes.Length, MaxLength));

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
