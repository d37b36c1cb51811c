using System.Buffers;

namespace Unified.Media.Drivers;

/// <summary>
/// Stores objects as files: <c>{root}/{bucket}/{key}</c>. A put flushes a staged file to disk and then renames it. Therefore readers
/// see the complete object or none, even after a crash. The content type is derived from the extension of the key.
/// </summary>
internal sealed partial class FolderObjectStore : IObjectStore, IObjectListing, IObjectStaging, IPreparable
{
    private const int BufferLength = 256 * 1024;
    private static readonly TimeSpan StagedFileLifetime = TimeSpan.FromHours(24);

    private readonly ObjectPathResolver _paths;
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

    /// <summary>Deletes old files that a crash left in the staging folder.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => FolderErrors.TranslateAsync(() =>
    {
        var deleteBefore = _time.GetUtcNow().UtcDateTime - StagedFileLifetime;
        foreach (var file in Directory.EnumerateFiles(StagingFolder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (File.GetLastWriteTimeUtc(file) < deleteBefore)
            {
                File.Delete(file);
            }
        }

        return Task.FromResult(true);
    });

    public Task<StoredObject> PutAsync(ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        var path = _paths.GetFilePath(location);
        return FolderErrors.TranslateAsync(async () =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Directory.Exists(path))
            {
                throw new MediaProviderException("The key is a prefix of other keys.", ProviderName) { Code = MediaErrorCode.InvalidKey };
            }

            if (options.Mode == PutMode.CreateNew && File.Exists(path))
            {
                throw KeyExistsException();
            }

            var stagedPath = body.StagedFile ?? Path.Combine(StagingFolder, Path.GetRandomFileName());
            try
            {
                if (body.StagedFile is null)
                {
                    await WriteAsync(stagedPath, body, cancellationToken).ConfigureAwait(false);
                }

                if (options.Mode == PutMode.Overwrite)
                {
                    EnsureNewerWriteTime(stagedPath, path);
                }

                await DurableFile.FlushAsync(stagedPath).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                await MoveAsync(stagedPath, path, options.Mode).ConfigureAwait(false);
            }
            finally
            {
                if (body.StagedFile is null)
                {
                    File.Delete(stagedPath);
                }
            }

            return Describe(location, new FileInfo(path));
        });
    }

    public Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken)
    {
        var path = _paths.GetFilePath(location);
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

            // Describe the open file: the path may belong to another object by now.
            var stored = Describe(location, file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
            return Task.FromResult<ObjectContent?>(new(stored, part, new LimitedStream(file, part.Length!.Value)));
        });
    }

    public Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var path = _paths.GetFilePath(location);
        return FolderErrors.TranslateAsync(() =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = new FileInfo(path);
            return Task.FromResult(file.Exists ? Describe(location, file) : null);
        });
    }

    public Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        var path = _paths.GetFilePath(location);
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
            // Deleted after the check.
            return null;
        }
    }

    // The ETag consists of write time and length. Two writes within the resolution of the file system would have the same ETag.
    private static void EnsureNewerWriteTime(string stagedPath, string path)
    {
        var existingWriteTime = File.GetLastWriteTimeUtc(path);
        if (File.GetLastWriteTimeUtc(stagedPath) <= existingWriteTime)
        {
            File.SetLastWriteTimeUtc(stagedPath, existingWriteTime.AddMicroseconds(1));
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
            long bytesWritten = 0;
            int count;
            while ((count = await source.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                bytesWritten += count;
            }

            if (bytesWritten != body.Length)
            {
                throw new MediaProviderException(
                    $"The body has {bytesWritten} bytes instead of the declared {body.Length}.", FolderErrors.Provider);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task MoveAsync(string stagedPath, string path, PutMode mode)
    {
        await DurableFile.EnsureFolderAsync(Path.GetDirectoryName(path)!).ConfigureAwait(false);
        if (mode == PutMode.Overwrite)
        {
            File.Move(stagedPath, path, overwrite: true);
        }
        else if (!DurableFile.TryMoveWithoutOverwrite(stagedPath, path))
        {
            throw KeyExistsException();
        }

        await DurableFile.FlushFolderAsync(Path.GetDirectoryName(path)!).ConfigureAwait(false);
    }

    private static StoredObject Describe(ObjectLocation location, FileInfo file) => Describe(location, file.Length, file.LastWriteTimeUtc);

    private static StoredObject Describe(ObjectLocation location, long length, DateTime writtenAt) => new()
    {
        Location = location,
        SizeBytes = length,
        ContentType = ContentTypes.FromExtension(Path.GetExtension(location.Key)),
        ETag = $"\"{writtenAt.Ticks:x}-{length:x}\"",
        LastModified = new DateTimeOffset(writtenAt),
    };

    private static MediaConflictException KeyExistsException() => new("An object with this key already exists.");
}
