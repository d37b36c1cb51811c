using System.Buffers;
using System.Security.Cryptography;

namespace Unified.Media.TestStorage;

/// <summary>Stores the contents of objects in a folder, with one file per version.</summary>
internal sealed class ObjectFiles(string folder)
{
    /// <summary>The number of bytes per read and write.</summary>
    public const int BufferSize = 256 * 1024;

    public string Path(Guid version) => System.IO.Path.Combine(folder, version.ToString("N"));

    /// <summary>Stores a body. Deletes the file when the body cannot be read to its end.</summary>
    /// <param name="limit">The maximum number of bytes; null for no limit.</param>
    public async Task<StoredContent> WriteAsync(Guid version, Stream body, long? limit, CancellationToken cancellationToken)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        try
        {
            var size = await AppendAsync(version, body, 0, md5, limit, null, cancellationToken);
            return new StoredContent(size, ETag(md5));
        }
        catch
        {
            Delete(version);
            throw;
        }
    }

    /// <summary>Appends a body to a file. The received bytes stay in the file when the connection breaks.</summary>
    /// <param name="offset">The current length of the file.</param>
    /// <param name="limit">The maximum number of bytes to append; null for no limit.</param>
    /// <param name="appended">Receives the length of the file after every write.</param>
    /// <returns>The number of appended bytes.</returns>
    public async Task<long> AppendAsync(
        Guid version,
        Stream body,
        long offset,
        IncrementalHash md5,
        long? limit,
        Action<long>? appended,
        CancellationToken cancellationToken)
    {
        var mode = offset == 0 ? FileMode.Create : FileMode.Open;
        using var file = File.OpenHandle(Path(version), mode, FileAccess.Write, FileShare.Read | FileShare.Delete, FileOptions.None);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var end = offset;
            while (true)
            {
                var filled = await FillAsync(body, buffer, cancellationToken);
                if (filled.Count > 0)
                {
                    if (end - offset + filled.Count > limit)
                    {
                        throw StorageErrors.TooLarge;
                    }

                    // Hashing the buffer while it is written saves time.
                    var write = RandomAccess.WriteAsync(file, buffer.AsMemory(0, filled.Count), end, CancellationToken.None);
                    md5.AppendData(buffer, 0, filled.Count);
                    await write;
                    end += filled.Count;
                    appended?.Invoke(end);
                }

                if (filled.Failure is not null)
                {
                    throw filled.Failure;
                }

                if (filled.Count < BufferSize)
                {
                    return end - offset;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static string ETag(IncrementalHash md5) => $"\"{Convert.ToHexStringLower(md5.GetCurrentHash())}\"";

    public void Copy(Guid from, Guid to) => File.Copy(Path(from), Path(to));

    public void Delete(Guid version) => File.Delete(Path(version));

    // Returns the exception instead of throwing it, so that the bytes that were read before it can be stored.
    private static async Task<(int Count, Exception? Failure)> FillAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        var count = 0;
        try
        {
            while (count < BufferSize)
            {
                var read = await body.ReadAsync(buffer.AsMemory(count, BufferSize - count), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                count += read;
            }

            return (count, null);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (count, e);
        }
    }
}
