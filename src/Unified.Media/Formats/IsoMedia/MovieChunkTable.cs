using System.Buffers.Binary;

namespace Unified.Media;

/// <summary>Checks the table of the chunk offsets of a track. An offset has 32 or 64 bits.</summary>
internal static class MovieChunkTable
{
    private const int MaxChunks = 8 * 1024 * 1024;
    private const int ChunksPerRead = 8 * 1024;
    private const int FirstEntryOffset = 8;

    /// <summary>
    /// Requires that every chunk starts inside the content. Chunk lengths need not be read: the box that contains the last chunk is checked
    /// separately and must be complete.
    /// </summary>
    public static async ValueTask CheckAsync(
        ByteWindow window, BoxHeader table, RequiredContent requiredContent, CancellationToken cancellationToken)
    {
        await table.EnsureLoadedAsync(window, FirstEntryOffset, cancellationToken).ConfigureAwait(false);
        long count = BinaryPrimitives.ReadUInt32BigEndian(window.Read(table.ContentStart + BoxHeader.VersionAndFlagsLength, 4));
        var entryLength = table.Type == BoxType.Stco ? 4 : 8;
        var firstEntry = table.ContentStart + FirstEntryOffset;
        if (count > (table.End - firstEntry) / entryLength)
        {
            throw window.MalformedException("a table of chunks does not fit into its box");
        }

        if (count > MaxChunks)
        {
            throw window.MalformedException("too many chunks");
        }

        var batchSize = 0;
        for (var checkedCount = 0L; checkedCount < count; checkedCount += batchSize)
        {
            batchSize = (int)Math.Min(count - checkedCount, ChunksPerRead);
            var (start, length) = (firstEntry + (checkedCount * entryLength), batchSize * entryLength);
            await window.EnsureLoadedAsync(start, length, cancellationToken).ConfigureAwait(false);
            requiredContent.Include(MaxOffset(window.Read(start, length), entryLength), 1);
        }
    }

    private static ulong MaxOffset(ReadOnlySpan<byte> offsets, int entryLength)
    {
        var max = 0ul;
        for (; !offsets.IsEmpty; offsets = offsets[entryLength..])
        {
            var offset = entryLength == 4 ? BinaryPrimitives.ReadUInt32BigEndian(offsets) : BinaryPrimitives.ReadUInt64BigEndian(offsets);
            max = Math.Max(max, offset);
        }

        return max;
    }
}
