using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>Reads another stream, and leaves it open when disposed.</summary>
internal sealed class NonClosingStream(Stream inner) : ForwardStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);
}
