using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>The table of the chunk offsets of a track, with 32 or 64 bits each.</summary>
internal static class MovieChunkTable
{
    private const int MaxChunks = 8 * 1024 * 1024;
    private const int ChunksPerRead = 8 * 1024;
    private const int FirstChunk = 8;

    /// <summary>
    /// Requires that every chunk starts inside the content. Chunk lengths are not read, because the box around the last chunk must be complete
    /// too.
    /// </summary>
    public static async ValueTask CheckAsync(
        ByteWindow window, BoxHeader table, RequiredContent required, CancellationToken cancellationToken)
    {
        await table.EnsureAsync(window, FirstChunk, cancellationToken).ConfigureAwait(false);
        long count = BinaryPrimitives.ReadUInt32BigEndian(window.Read(table.ContentStart + BoxHeader.VersionAndFlagsLength, 4));
        var length = table.Type == BoxType.Stco ? 4 : 8;
        var first = table.ContentStart + FirstChunk;
        if (count > (table.End - first) / length)
        {
            throw window.Malformed("a table of chunks does not fit into its box");
        }

        if (count > MaxChunks)
        {
            throw window.Malformed("too many chunks");
        }

        var batch = 0;
        for (var done = 0L; done < count; done += batch)
        {
            batch = (int)Math.Min(count - done, ChunksPerRead);
            await window.EnsureAsync(first + (done * length), batch * length, cancellationToken).ConfigureAwait(false);
            required.Include(MaxEnd(window.Read(first + (done * length), batch * length), length), 1);
        }
    }

    private static ulong MaxEnd(ReadOnlySpan<byte> offsets, int length)
    {
        var max = 0ul;
        for (; !offsets.IsEmpty; offsets = offsets[length..])
        {
            var offset = length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(offsets) : BinaryPrimitives.ReadUInt64BigEndian(offsets);
            max = Math.Max(max, offset);
        }

        return max;
    }
}
