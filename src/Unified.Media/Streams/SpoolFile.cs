using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>A temporary file for content that can be read only once. Gone when it is disposed, unless a store has taken it.</summary>
internal sealed class SpoolFile : IAsyncDisposable
{
    /// <summary>How spool files are called, so that a staging folder can be swept after a crash.</summary>
    public const string Extension = ".spool";

    private SpoolFile(string path)
    {
        Path = path;
        Stream = DurableFile.Create(path);
    }

    public string Path { get; }

    public FileStream Stream { get; }

    /// <exception cref="MediaProviderException">The folder takes no file.</exception>
    public static SpoolFile Create(string folder)
    {
        try
        {
            return new(System.IO.Path.Combine(folder, System.IO.Path.GetRandomFileName() + Extension));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed(exception);
        }
    }

    /// <exception cref="MediaProviderException">The file takes no more bytes.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await Stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw Failed(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        File.Delete(Path);
    }

    // Ours, and not to be taken for a failure of the caller's stream.
    private static MediaProviderException Failed(Exception exception) =>
        new("spool", "The temporary file for the upload could not be written.", exception) { IsTransient = true };
}
