using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>Complete content that can be read more than once: a seekable stream or a spool file.</summary>
internal sealed class ReceivedContent(MediaFormat format, SeekableContent content, SpoolFile? spool, string? sha256) : IAsyncDisposable
{
    public MediaFormat Format { get; } = format;

    public SeekableContent Content { get; } = content;

    /// <summary>The spool file; null for a seekable stream.</summary>
    public SpoolFile? Spool { get; } = spool;

    /// <summary>The SHA-256 of all received bytes, 64 lower-case hexadecimal digits; null before they are read.</summary>
    public string? Sha256 { get; } = sha256;

    public ValueTask DisposeAsync() => Spool?.DisposeAsync() ?? ValueTask.CompletedTask;
}
