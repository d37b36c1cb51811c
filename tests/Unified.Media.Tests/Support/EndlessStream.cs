using Unified.Media.Drivers.IO;

namespace Unified.Media.Tests;

/// <summary>A stream that begins like a file and never ends.</summary>
internal sealed class EndlessStream(byte[] beginning) : ForwardStream
{
    public long BytesRead { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Span.Clear();
        if (BytesRead < beginning.Length)
        {
            var begin = beginning.AsSpan((int)BytesRead);
            begin[..Math.Min(begin.Length, buffer.Length)].CopyTo(buffer.Span);
        }

        BytesRead += buffer.Length;
        return ValueTask.FromResult(buffer.Length);
    }
}
