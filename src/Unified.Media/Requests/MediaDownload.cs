namespace Unified.Media;

/// <summary>The content of an item, open for reading. Dispose it to close the stream.</summary>
public sealed class MediaDownload : IAsyncDisposable
{
    private readonly long? _length;

    /// <summary>Creates a download of the whole content. Set <see cref="Offset"/> and <see cref="Length"/> for a part of it.</summary>
    /// <param name="item">The item.</param>
    /// <param name="content">The stream of the content. The download owns it and disposes it.</param>
    public MediaDownload(MediaItem item, Stream content)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(content);
        Item = item;
        Content = content;
    }

    /// <summary>The item.</summary>
    public MediaItem Item { get; }

    /// <summary>The stream of <see cref="Length"/> bytes from <see cref="Offset"/>. Read it forward only and from one thread at a time.</summary>
    public Stream Content { get; }

    /// <summary>The content type of the item.</summary>
    public string ContentType => Item.ContentType;

    /// <summary>The position of the first byte of <see cref="Content"/> in the object; 0 unless a range was opened.</summary>
    public long Offset { get; init; }

    /// <summary>
    /// The number of bytes in <see cref="Content"/>; by default everything from <see cref="Offset"/> to the end of the object.
    /// </summary>
    public long Length
    {
        get => _length ?? TotalBytes - Offset;
        init => _length = value;
    }

    /// <summary>The size of the whole object in bytes: the item's <see cref="MediaItem.SizeBytes"/>.</summary>
    public long TotalBytes => Item.SizeBytes;

    /// <summary>The version of the object as an HTTP entity tag, with quotes; null when the object store does not have versions.</summary>
    public string? ETag { get; init; }

    /// <summary>Creates a download of bytes in memory, for tests and caches.</summary>
    /// <param name="item">The item. Its <see cref="MediaItem.SizeBytes"/> must be the number of bytes.</param>
    /// <param name="bytes">The whole content. It is copied.</param>
    /// <param name="range">The range of bytes to return. A range that reaches past the end is shortened; null returns the whole content.</param>
    /// <exception cref="ArgumentException">The item has another size, or the range begins after the end.</exception>
    public static MediaDownload FromBytes(MediaItem item, ReadOnlyMemory<byte> bytes, ByteRange? range = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.SizeBytes != bytes.Length)
        {
            throw new ArgumentException($"There are {bytes.Length} bytes, but the item has {item.SizeBytes}.", nameof(bytes));
        }

        var whole = new ByteRange(0, bytes.Length);
        if ((range ?? whole) is not { Offset: >= 0, Length: null or >= 0 } requested || requested.Within(bytes.Length) is not { } part)
        {
            throw new ArgumentException($"The range does not begin within the {bytes.Length} bytes of the content.", nameof(range));
        }

        var content = bytes.Slice((int)part.Offset, (int)part.Length!.Value).ToArray();
        return new(item, new MemoryStream(content, writable: false)) { Offset = part.Offset, Length = content.Length };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
