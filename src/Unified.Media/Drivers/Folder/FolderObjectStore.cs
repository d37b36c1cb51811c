using System.Buffers;

namespace Unified.Media.Drivers;

/// <summary>
/// Objects as files: <c>{root}/{bucket}/{key}</c>. An object appears by one rename of a file that is already safe on disk, so readers and
/// crashes see all of it or nothing. The content type follows from the key's extension.
/// </summary>
internal sealed partial class FolderObjectStore : IObjectStore, IObjectListing, IObjectStaging, IPreparable
{
    private const int BufferLength = 256 * 1024;
    private static readonly TimeSpan StagedFileLifetime = TimeSpan.FromHours(24);

    private readonly ContainedPath _paths;
    private readonly TimeProvider _time;

    public FolderObjectStore(string root, TimeProvider time)
    {
        _paths = new(root);
        _time = time;
        StagingFolder = _paths.StagingFolder;
        FolderErrors.Translate(() => Directory.CreateDirectory(StagingFolder));
    }

    public string ProviderName => FolderErrors.Provider;

    public string StagingFolder { get; }

    /// <summary>Sweeps files that a crash left in the staging folder.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => FolderErrors.TranslateAsync(() =>
    {
        var oldest = _time.GetUtcNow().UtcDateTime - StagedFileLifetime;
        foreach (var file in Directory.EnumerateFiles(StagingFolder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (File.GetLastWriteTimeUtc(file) < oldest)
            {
                File.Delete(file);
            }
        }

        return Task.FromResult(true);
    });

    public Task<StoredObject> PutAsync(ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        var path = _paths.Of(location);
        return FolderErrors.TranslateAsync(async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Directory.Exists(path))
            {
                throw new MediaProviderException("The key is the beginning of other keys.", ProviderName) { Code = MediaErrorCode.InvalidKey };
            }

            if (options.Mode == PutMode.Create && File.Exists(path))
            {
                throw Taken();
            }

            var staged = body.StagedFile ?? Path.Combine(StagingFolder, Path.GetRandomFileName());
            try
            {
                if (body.StagedFile is null)
                {
                    await WriteAsync(staged, body, cancellationToken).ConfigureAwait(false);
                }

                if (options.Mode == PutMode.Overwrite)
                {
                    MakeNewer(staged, path);
                }

                await DurableFile.FlushAsync(staged).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                await MoveAsync(staged, path, options.Mode).ConfigureAwait(false);
            }
            finally
            {
                if (body.StagedFile is null)
                {
                    File.Delete(staged);
                }
            }

            return Describe(location, new FileInfo(path));
        });
    }

    public Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken)
    {
        var path = _paths.Of(location);
        return FolderErrors.TranslateAsync(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen(path) is not { } file)
            {
                return Task.FromResult<ObjectContent?>(null);
            }

            if ((range ?? new(0)).Within(file.Length) is not { } part)
            {
                file.Dispose();
                return Task.FromResult<ObjectContent?>(null);
            }

            file.Position = part.Offset;

            // What is said is said of the open file: the name may be another object's by now.
            var stored = Describe(location, file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
            return Task.FromResult<ObjectContent?>(new(stored, part, new LimitedStream(file, part.Length!.Value)));
        });
    }

    public Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var path = _paths.Of(location);
        return FolderErrors.TranslateAsync(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = new FileInfo(path);
            return Task.FromResult(file.Exists ? Describe(location, file) : null);
        });
    }

    public Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var path = _paths.Of(location);
        return FolderErrors.TranslateAsync(async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (File.Exists(path))
            {
                File.Delete(path);
                await DurableFile.FlushFolderAsync(Path.GetDirectoryName(path)!).ConfigureAwait(false);
            }

            return true;
        });
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return !File.Exists(path) ? null : new FileStream(path, new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted between the two looks.
            return null;
        }
    }

    // Versions are told apart by time and length, and two writes can share a tick of the file system's clock.
    private static void MakeNewer(string staged, string path)
    {
        var before = File.GetLastWriteTimeUtc(path);
        if (File.GetLastWriteTimeUtc(staged) <= before)
        {
            File.SetLastWriteTimeUtc(staged, before.AddMicroseconds(1));
        }
    }

    private static async Task WriteAsync(string path, ObjectBody body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            var source = await body.OpenReadAsync(cancellationToken).ConfigureAwait(false);
            await using var sourceScope = source.ConfigureAwait(false);
            var file = DurableFile.Create(path, body.Length);
            await using var fileScope = file.ConfigureAwait(false);
            long written = 0;
            int count;
            while ((count = await source.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                written += count;
            }

            if (written != body.Length)
            {
                throw new MediaProviderException(
                    $"The body gave {written} bytes; it had announced {body.Length}.", FolderErrors.Provider);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task MoveAsync(string staged, string path, PutMode mode)
    {
        await DurableFile.EnsureFolderAsync(Path.GetDirectoryName(path)!).ConfigureAwait(false);
        if (mode == PutMode.Overwrite)
        {
            File.Move(staged, path, overwrite: true);
        }
        else if (!DurableFile.TryMoveToFreeName(staged, path))
        {
            throw Taken();
        }

        await DurableFile.FlushFolderAsync(Path.GetDirectoryName(path)!).ConfigureAwait(false);
    }

    private static StoredObject Describe(ObjectLocation location, FileInfo file) => Describe(location, file.Length, file.LastWriteTimeUtc);

    private static StoredObject Describe(ObjectLocation location, long length, DateTime writtenAt) => new()
    {
        Location = location,
        SizeBytes = length,
        ContentType = ContentTypes.Of(Path.GetExtension(location.Key)),
        ETag = $"\"{writtenAt.Ticks:x}-{length:x}\"",
        LastModified = new DateTimeOffset(writtenAt),
    };

    private static MediaConflictException Taken() => new("There is an object under this key already.");
}
