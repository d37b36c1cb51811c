using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>Content that is here as a whole and can be read again: in place where its stream is seekable, else in a spool file.</summary>
internal sealed class ReceivedContent(MediaFormat format, SeekableContent content, SpoolFile? spool, string? sha256) : IAsyncDisposable
{
    public MediaFormat Format { get; } = format;

    public SeekableContent Content { get; } = content;

    /// <summary>The spool file; null for content that is read in place.</summary>
    public SpoolFile? Spool { get; } = spool;

    /// <summary>SHA-256 of all bytes received, 64 lower-case digits; null where they have not been read yet.</summary>
    public string? Sha256 { get; } = sha256;

    public ValueTask DisposeAsync() => Spool?.DisposeAsync() ?? ValueTask.CompletedTask;
}
