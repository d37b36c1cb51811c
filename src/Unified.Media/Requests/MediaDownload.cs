namespace Unified.Media;

/// <summary>An item's content, open for reading. Dispose it to close the content.</summary>
public sealed class MediaDownload : IAsyncDisposable
{
    internal MediaDownload(MediaItem item, Stream content, ByteRange range, string? etag)
    {
        Item = item;
        Content = content;
        Offset = range.Offset;
        Length = range.Length ?? item.SizeBytes - range.Offset;
        ETag = etag;
    }

    /// <summary>The item.</summary>
    public MediaItem Item { get; }

    /// <summary>The bytes: <see cref="Length"/> of them, from <see cref="Offset"/>. Read forward, by one reader.</summary>
    public Stream Content { get; }

    /// <summary>The content type.</summary>
    public string ContentType => Item.ContentType;

    /// <summary>Where <see cref="Content"/> begins, in bytes.</summary>
    public long Offset { get; }

    /// <summary>How many bytes <see cref="Content"/> gives.</summary>
    public long Length { get; }

    /// <summary>How many bytes the whole object has.</summary>
    public long TotalBytes => Item.SizeBytes;

    /// <summary>The object's version as HTTP writes it, with quotes; null where the store has none.</summary>
    public string? ETag { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
