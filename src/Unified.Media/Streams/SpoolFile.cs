using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Unified.Media.Drivers.IO;

/// <summary>
/// A temporary file for content that can be read only once. On Unix, only the user of the process can read the file. Disposing deletes the file.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class SpoolFile : IAsyncDisposable
{
    /// <summary>The extension of spool files, which identifies files that a crash left in a staging folder.</summary>
    public const string Extension = ".spool";

    private SpoolFile(string path, FileOptions options)
    {
        Path = path;
        Stream = DurableFile.Create(path, options: options);
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The open file, for reading and writing.</summary>
    public FileStream Stream { get; }

    /// <summary>Creates an empty spool file under a random name.</summary>
    /// <param name="folder">The path of an existing folder.</param>
    /// <exception cref="MediaProviderException">The file cannot be created.</exception>
    public static SpoolFile Create(string folder) => Create(folder, FileOptions.DeleteOnClose);

    /// <summary>Creates an empty spool file that the store may move. Disposing deletes the file if it was not moved.</summary>
    /// <exception cref="MediaProviderException">The file cannot be created.</exception>
    internal static SpoolFile CreateMovable(string stagingFolder) => Create(stagingFolder, FileOptions.None);

    /// <summary>Writes bytes at the position of the stream.</summary>
    /// <exception cref="MediaProviderException">The bytes cannot be written, for instance because the disk is full.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await Stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw WriteFailedException(exception);
        }
    }

    /// <summary>Closes and deletes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        try
        {
            File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The upload must not fail because its file cannot be deleted. The store deletes old files of its staging folder later.
        }
    }

    private static SpoolFile Create(string folder, FileOptions options)
    {
        try
        {
            return new(System.IO.Path.Combine(folder, System.IO.Path.GetRandomFileName() + Extension), options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw WriteFailedException(exception);
        }
    }

    // A provider failure, so that it is not reported as an error of the caller's stream.
    private static MediaProviderException WriteFailedException(Exception exception) =>
        new("The temporary file for the upload could not be written.", "spool", exception) { IsTransient = true };
}
