using Unified.Media.Drivers;
using Unified.Media.Drivers.IO;

namespace Unified.Media.Supabase;

/// <summary>Makes a caller's stream readable more than once. Copies a stream that is not seekable to a temporary file.</summary>
internal sealed class UploadSource : IAsyncDisposable
{
    private readonly SpoolFile? _spool;

    private UploadSource(Stream stream, SpoolFile? spool)
    {
        _spool = spool;
        var start = stream.Position;
        Body = new(stream.Length - start, _ =>
        {
            stream.Position = start;
            return ValueTask.FromResult<Stream>(new NonClosingStream(stream));
        });
    }

    public ObjectBody Body { get; }

    /// <summary>Opens a stream, and copies it to a temporary file if it is not seekable.</summary>
    /// <param name="content">The caller's stream.</param>
    /// <param name="maxBytes">The maximum number of bytes of a stream that is not seekable; null for no limit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="MediaRejectedException">A stream that is not seekable has more than <paramref name="maxBytes"/>.</exception>
    public static async Task<UploadSource> OpenAsync(Stream content, long? maxBytes, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
        {
            return new(content, null);
        }

        var spool = SpoolFile.Create(Path.GetTempPath());
        try
        {
            await CopyAsync(content, spool, maxBytes, cancellationToken).ConfigureAwait(false);
            spool.Stream.Position = 0;
            return new(spool.Stream, spool);
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _spool?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task CopyAsync(Stream content, SpoolFile spool, long? maxBytes, CancellationToken cancellationToken)
    {
        using var buffer = new PooledBuffer(long.MaxValue);
        var length = 0L;
        int count;
        while ((count = await content.ReadAtLeastAsync(buffer.Memory, buffer.Memory.Length, false, cancellationToken)
            .ConfigureAwait(false)) > 0)
        {
            length += count;
            if (length > maxBytes)
            {
                throw new MediaRejectedException(
                    RejectionCode.TooLarge, $"The content is larger than the {maxBytes} bytes that the bucket allows.");
            }

            await spool.WriteAsync(buffer.Memory[..count], cancellationToken).ConfigureAwait(false);
        }
    }
}
