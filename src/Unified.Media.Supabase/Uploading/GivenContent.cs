using Unified.Media.Drivers;

namespace Unified.Media.Supabase;

/// <summary>A caller's stream as a body that can be read again: from its position where it can seek, else from a temporary file.</summary>
internal sealed class GivenContent : IAsyncDisposable
{
    private readonly FileStream? _spool;

    private GivenContent(Stream stream, FileStream? spool)
    {
        _spool = spool;
        var start = stream.Position;
        Body = new(stream.Length - start, _ =>
        {
            stream.Position = start;
            return ValueTask.FromResult<Stream>(new BorrowedStream(stream));
        });
    }

    public ObjectBody Body { get; }

    /// <param name="content">The caller's.</param>
    /// <param name="most">How many bytes are taken; null for any number.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MediaRejectedException">There are more.</exception>
    public static async Task<GivenContent> OpenAsync(Stream content, long? most, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
        {
            return new(content, null);
        }

        var spool = CreateSpool();
        try
        {
            await CopyAsync(content, spool, most, cancellationToken).ConfigureAwait(false);
            spool.Position = 0;
            return new(spool, spool);
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A temporary file for this process's user only: who else works on the machine has no right to the content.</summary>
    internal static FileStream CreateSpool()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = 0,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }

    public ValueTask DisposeAsync() => _spool?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task CopyAsync(Stream content, FileStream spool, long? most, CancellationToken cancellationToken)
    {
        using var block = new Block(long.MaxValue);
        int count;
        while ((count = await content.ReadAtLeastAsync(block.Memory, block.Memory.Length, false, cancellationToken)
            .ConfigureAwait(false)) > 0)
        {
            if (spool.Length + count > most)
            {
                throw new MediaRejectedException(
                    RejectionCode.TooLarge, $"The content has more than the {most} bytes that the bucket takes.");
            }

            await spool.WriteAsync(block.Memory[..count], cancellationToken).ConfigureAwait(false);
        }
    }
}
