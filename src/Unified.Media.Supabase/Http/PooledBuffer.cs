using System.Buffers;

namespace Unified.Media.Supabase;

/// <summary>
/// A pooled buffer of at most 256 KiB. In measurements, smaller buffers halved the speed of uploads, and larger ones did not raise it.
/// </summary>
internal readonly struct PooledBuffer(long maxLength) : IDisposable
{
    private const int MaxLength = 256 * 1024;

    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(maxLength, 1, MaxLength));

    public Memory<byte> Memory => _bytes.AsMemory(0, Math.Min(_bytes.Length, MaxLength));

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
