using System.Buffers;

namespace Unified.Media.Supabase;

/// <summary>A pooled buffer of at most 256 KiB. Smaller ones halve the speed of uploads, larger ones gain nothing.</summary>
internal readonly struct Block(long atMost) : IDisposable
{
    private const int Length = 256 * 1024;

    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(atMost, 1, Length));

    public Memory<byte> Memory => _bytes.AsMemory(0, Math.Min(_bytes.Length, Length));

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
