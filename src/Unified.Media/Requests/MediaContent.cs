namespace Unified.Media;

/// <summary>Where the bytes of an upload come from. A content is used for one call.</summary>
public sealed class MediaContent
{
    private MediaContent()
    {
    }

    internal Stream? Stream { get; private init; }

    internal long? DeclaredLength { get; private init; }

    internal string? Path { get; private init; }

    internal Uri? Source { get; private init; }

    /// <summary>
    /// A stream, read from where it stands and never closed by the library. A seekable stream is read in place, more than once; any other
    /// is read once and kept in a temporary file meanwhile. What the stream throws, the call throws as it is.
    /// </summary>
    /// <param name="stream">A readable stream. It must not be used by others during the call.</param>
    /// <param name="length">
    /// How many bytes will come, where the caller knows: too much is refused before it is read, and any other number is refused after.
    /// Null where it is unknown; seekable streams need not be told.
    /// </param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    public static MediaContent FromStream(Stream stream, long? length = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(stream));
        }

        if (length is < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "A length is not negative.");
        }

        return new() { Stream = stream, DeclaredLength = length };
    }

    /// <summary>
    /// A file, opened by the call for reading and closed by it. The path must be the host's own, never a client's. What opening or reading
    /// the file throws, the call throws as it is: <see cref="FileNotFoundException"/> for a missing one.
    /// </summary>
    public static MediaContent FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new() { Path = path };
    }

    /// <summary>
    /// A remote file, fetched over https from a public address only. The address may come from a client.
    /// </summary>
    /// <exception cref="ArgumentException">The address is relative.</exception>
    public static MediaContent FromUri(Uri source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsAbsoluteUri ? new() { Source = source } : throw new ArgumentException("The address is relative.", nameof(source));
    }
}
