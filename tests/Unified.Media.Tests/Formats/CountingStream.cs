namespace Unified.Media.Tests;

/// <summary>A stream that counts reads.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    public int Reads { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reads++;
        return base.ReadAsync(buffer, cancellationToken);
    }
}
