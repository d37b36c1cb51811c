namespace Unified.Media.Tests;

/// <summary>Gives one byte per read, and completes none of its reads at once.</summary>
internal sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 1)], cancellationToken);
    }
}
