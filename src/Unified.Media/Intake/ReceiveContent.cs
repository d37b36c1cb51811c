using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>
/// Receives content. Detects the format in the first 64 KiB, so that invalid content is rejected early, and checks the length of the content. A
/// stream that cannot seek is hashed and written to a spool file. If the object store can move files, the spool file is created on the volume
/// of the object store.
/// </summary>
internal sealed class ReceiveContent(IObjectStore store, IOptions<UnifiedMediaOptions> options)
{
    private const int FirstReadLength = 64 * 1024;
    private const int BufferLength = 256 * 1024;

    public async Task<ReceivedContent> ReceiveAsync(UploadContext upload, IncomingContent incoming, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            var stream = incoming.Stream;
            var start = stream.CanSeek ? stream.Position : 0;
            var count = await stream.ReadBlockAsync(buffer.AsMemory(0, FirstReadLength), cancellationToken).ConfigureAwait(false);
            upload.BytesReceived = count;
            upload.Require(ContentRules.Presence);
            upload.Format = MediaFormat.Recognize(buffer.AsSpan(0, count));
            upload.Require(ContentRules.Format);
            if (!stream.CanSeek)
            {
                return await SpoolAsync(upload, stream, buffer, count, cancellationToken).ConfigureAwait(false);
            }

            upload.Require(ContentRules.Length);
            return new(upload.Format!, new SeekableContent(stream, start, incoming.Length!.Value), spool: null, sha256: null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<ReceivedContent> SpoolAsync(
        UploadContext upload, Stream stream, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        var spool = store.GetAbility<IObjectStaging>() is { } staging
            ? SpoolFile.CreateMovable(staging.StagingFolder)
            : SpoolFile.Create(options.Value.SpoolFolder ?? Path.GetTempPath());
        var secondBuffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (current, next) = (buffer, secondBuffer);
            while (count > 0)
            {
                upload.Require(ContentRules.Size);

                // Write and hash this block while reading the next one.
                var writeTask = spool.WriteAsync(current.AsMemory(0, count), cancellationToken);
                var readTask = stream.ReadBlockAsync(next, cancellationToken);
                hash.AppendData(current.AsSpan(0, count));
                count = await WaitForBothAsync(writeTask, readTask).ConfigureAwait(false);
                upload.BytesReceived += count;
                (current, next) = (next, current);
            }

            upload.Length = upload.BytesReceived;
            upload.Require(ContentRules.Length);
            return new(
                upload.Format!, new SeekableContent(spool.Stream, 0, upload.BytesReceived), spool, Convert.ToHexStringLower(hash.GetCurrentHash()));
        }
        catch
        {
            await spool.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(secondBuffer);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> WaitForBothAsync(ValueTask writeTask, ValueTask<int> readTask)
    {
        try
        {
            await writeTask.ConfigureAwait(false);
        }
        catch
        {
            // The buffer must not return to the pool while the stream still reads into it.
            await ((Task)readTask.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await readTask.ConfigureAwait(false);
    }
}
