using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Takes content in: looks at its first 64 KiB and refuses early, then counts and bounds the rest. Seekable content stays where it is; any
/// other is spooled, on the object store's own volume where it has one, and hashed on the way.
/// </summary>
internal sealed class ReceiveContent(IObjectStore store, IOptions<UnifiedMediaOptions> options)
{
    private const int HeadLength = 64 * 1024;
    private const int BufferLength = 256 * 1024;

    // What is wrong with the request already is named by an early refusal too.
    public async Task<ReceivedContent> RunAsync(
        IncomingContent incoming, AcceptContent accept, IReadOnlyList<RejectionReason> reasons, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            var stream = incoming.Stream;
            var start = stream.CanSeek ? stream.Position : 0;
            var count = await stream.ReadBlockAsync(buffer.AsMemory(0, HeadLength), cancellationToken).ConfigureAwait(false);
            var format = ContentInspector.Recognise(buffer.AsSpan(0, count));
            accept.ThrowIfHopeless(format, count, incoming.Length, reasons);
            if (!stream.CanSeek)
            {
                return await SpoolAsync(incoming, format!, buffer, count, accept, reasons, cancellationToken).ConfigureAwait(false);
            }

            var length = incoming.Length!.Value;
            AcceptContent.ThrowIfNotAsDeclared(length, incoming.Declared, reasons);
            return new(format!, new SeekableContent(stream, start, length), spool: null, sha256: null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<ReceivedContent> SpoolAsync(
        IncomingContent incoming, ContentFormat format, byte[] buffer, int count, AcceptContent accept, IReadOnlyList<RejectionReason> reasons,
        CancellationToken cancellationToken)
    {
        var spool = SpoolFile.Create(store.GetAbility<IObjectStaging>()?.StagingFolder ?? options.Value.SpoolFolder ?? Path.GetTempPath());
        var second = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (current, next) = (buffer, second);
            long length = 0;
            while (count > 0)
            {
                length += count;
                accept.ThrowIfTooLarge(length, reasons);

                // Three things at once: this block is written and hashed, and the next one comes in.
                var write = spool.WriteAsync(current.AsMemory(0, count), cancellationToken);
                var read = incoming.Stream.ReadBlockAsync(next, cancellationToken);
                hash.AppendData(current.AsSpan(0, count));
                count = await AfterAsync(write, read).ConfigureAwait(false);
                (current, next) = (next, current);
            }

            AcceptContent.ThrowIfNotAsDeclared(length, incoming.Length, reasons);
            return new(format, new SeekableContent(spool.Stream, 0, length), spool, Convert.ToHexStringLower(hash.GetCurrentHash()));
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
    private static async ValueTask<int> AfterAsync(ValueTask write, ValueTask<int> read)
    {
        try
        {
            await write.ConfigureAwait(false);
        }
        catch
        {
            // The block must not go back to the pool while somebody reads into it.
            await ((Task)read.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await read.ConfigureAwait(false);
    }
}
