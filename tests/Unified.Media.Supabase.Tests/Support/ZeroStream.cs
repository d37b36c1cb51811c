using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase.Tests;

/// <summary>A stream of zeros, which is forward-only and asynchronous.</summary>
public sealed class ZeroStream(long length) : ForwardStream
{
    private long _left = length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, _left);
        buffer.Span[..count].Clear();
        _left -= count;
        return new(count);
    }
}
