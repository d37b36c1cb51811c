using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;
using Unified.Media.Drivers.IO;

namespace Unified.Media;

/// <summary>
/// Receives content. Detects the format in the first 64 KiB, so that invalid content is rejected early, and checks the length of the rest. Content
/// that cannot seek is hashed and written to a spool file. If the object store can move files, the spool file is on its volume.
/// </summary>
internal sealed class ReceiveContent(IObjectStore store, IOptions<UnifiedMediaOptions> options)
{
    private const int HeadLength = 64 * 1024;
    private const int BufferLength = 256 * 1024;

    public async Task<ReceivedContent> ReceiveAsync(UploadContext upload, IncomingContent incoming, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            var stream = incoming.Stream;
            var start = stream.CanSeek ? stream.Position : 0;
            var count = await stream.ReadBlockAsync(buffer.AsMemory(0, HeadLength), cancellationToken).ConfigureAwait(false);
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
        var second = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (current, next) = (buffer, second);
            while (count > 0)
            {
                upload.Require(ContentRules.Size);

                // Write and hash this block while reading the next one.
                var write = spool.WriteAsync(current.AsMemory(0, count), cancellationToken);
                var read = stream.ReadBlockAsync(next, cancellationToken);
                hash.AppendData(current.AsSpan(0, count));
                count = await WaitForBothAsync(write, read).ConfigureAwait(false);
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
            ArrayPool<byte>.Shared.Return(second);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> WaitForBothAsync(ValueTask write, ValueTask<int> read)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch
        {
            // The buffer must not return to the pool while the stream still reads into it.
            await ((Task)read.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await read.ConfigureAwait(false);
    }
}
