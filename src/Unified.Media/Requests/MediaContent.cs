using System.Runtime.InteropServices;

namespace Unified.Media;

/// <summary>
/// The source of the bytes of an upload: a stream, bytes in memory, a file or a URI. Exactly one of <see cref="Stream"/>,
/// <see cref="Bytes"/>, <see cref="Path"/> and <see cref="Uri"/> is set. Use a content with a stream for one call only.
/// </summary>
public sealed class MediaContent
{
    private MediaContent()
    {
    }

    /// <summary>The stream of <see cref="FromStream"/>; null for other sources.</summary>
    public Stream? Stream { get; private init; }

    /// <summary>The bytes of <see cref="FromBytes"/>; null for other sources.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; private init; }

    /// <summary>The path of <see cref="FromFile"/>; null for other sources.</summary>
    public string? Path { get; private init; }

    /// <summary>The address of <see cref="FromUri(Uri)"/>; null for other sources.</summary>
    public Uri? Uri { get; private init; }

    /// <summary>The number of bytes that the caller declared; null where it did not. For <see cref="Bytes"/>, how many they are.</summary>
    public long? Length { get; private init; }

    /// <summary>
    /// Reads a stream from its current position. The library never closes it. It reads a seekable stream in place, more than once, and any
    /// other stream once, through a temporary file. The call throws the stream's own exceptions unchanged.
    /// </summary>
    /// <param name="stream">A readable stream. Do not use it elsewhere during the call.</param>
    /// <param name="length">
    /// The number of bytes that will follow, if known. Too large a number is rejected before anything is read, and a wrong one afterwards.
    /// Not needed for seekable streams.
    /// </param>
    /// <exception cref="ArgumentException">The stream cannot be read, or the length is negative.</exception>
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

        return new() { Stream = stream, Length = length };
    }

    /// <summary>Reads bytes in memory. They are not copied: do not change them during the call.</summary>
    public static MediaContent FromBytes(ReadOnlyMemory<byte> bytes) => new() { Bytes = bytes, Length = bytes.Length };

    /// <summary>
    /// Reads a file, which the call opens and closes. The path must come from your application, never from a client. The call throws the
    /// exceptions of opening and reading the file unchanged: <see cref="FileNotFoundException"/> for a missing one.
    /// </summary>
    public static MediaContent FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new() { Path = path };
    }

    /// <summary>Downloads a file over HTTPS, from public IP addresses only. The address may come from a client.</summary>
    /// <exception cref="ArgumentException">The address is relative.</exception>
    public static MediaContent FromUri(Uri source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsAbsoluteUri ? new() { Uri = source } : throw new ArgumentException("The address is relative.", nameof(source));
    }

    /// <inheritdoc cref="FromUri(Uri)"/>
    /// <exception cref="ArgumentException">The text is not an absolute URI.</exception>
    public static MediaContent FromUri(string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);

        // A path that begins with a slash would be taken for a file on Unix.
        return source[0] != '/' && Uri.TryCreate(source, UriKind.Absolute, out var uri)
            ? FromUri(uri)
            : throw new ArgumentException("The text is not an absolute URI, such as https://example.com/photo.jpg.", nameof(source));
    }

    /// <summary>Opens <see cref="Bytes"/> as a seekable stream.</summary>
    internal static MemoryStream Open(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new(bytes.ToArray(), writable: false);
}
