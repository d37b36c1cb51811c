using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>Reads a stream that belongs to another owner: disposing it leaves that stream open.</summary>
internal sealed class NonClosingStream(Stream inner) : ForwardStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);
}
