using System.Runtime.InteropServices;

namespace Unified.Media;

/// <summary>
/// The source of the bytes of an upload: a stream, bytes in memory, a file or a URI. Exactly one of <see cref="Stream"/>,
/// <see cref="Bytes"/>, <see cref="Path"/> and <see cref="Uri"/> is set. Use an instance with a stream for one call only.
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

    /// <summary>The URI of <see cref="FromUri(Uri)"/>; null for other sources.</summary>
    public Uri? Uri { get; private init; }

    /// <summary>The declared number of bytes; null when it was not declared. For <see cref="Bytes"/>, their actual number.</summary>
    public long? Length { get; private init; }

    /// <summary>
    /// Creates content from a stream. An upload reads it from its current position and does not close it. A seekable stream is read more than once;
    /// any other stream is read once, into a temporary file. Exceptions of the stream are thrown unchanged.
    /// </summary>
    /// <param name="stream">A readable stream. Do not use it elsewhere during the upload.</param>
    /// <param name="length">
    /// The number of bytes that the stream will return; null when unknown. An upload rejects a number above the limit before it reads the stream
    /// (<c>too_large</c>), and a wrong number afterwards (<c>length_mismatch</c>). Not needed for seekable streams.
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
            throw new ArgumentOutOfRangeException(nameof(length), length, "The length must not be negative.");
        }

        return new() { Stream = stream, Length = length };
    }

    /// <summary>Creates content from bytes in memory. They are not copied: do not change them during the upload.</summary>
    public static MediaContent FromBytes(ReadOnlyMemory<byte> bytes) => new() { Bytes = bytes, Length = bytes.Length };

    /// <summary>
    /// Creates content from a local file, which an upload opens and closes. Exceptions of opening and reading the file are thrown unchanged, such as
    /// <see cref="FileNotFoundException"/> for a missing file.
    /// </summary>
    /// <param name="path">The path of the file. It must come from your application, never from a client.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static MediaContent FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new() { Path = path };
    }

    /// <summary>
    /// Creates content from a URI, which an upload downloads over HTTPS and from public IP addresses only. The URI may come from a client.
    /// </summary>
    /// <remarks>
    /// An upload rejects a URI that may not be downloaded (<c>remote_refused</c>) and a server that does not respond (<c>remote_unavailable</c>).
    /// <see cref="UnifiedMediaOptions.Remote"/> has the timeouts and the exceptions for development.
    /// </remarks>
    /// <param name="source">An absolute URI.</param>
    /// <exception cref="ArgumentException">The URI is relative.</exception>
    public static MediaContent FromUri(Uri source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsAbsoluteUri ? new() { Uri = source } : throw new ArgumentException("The URI is relative.", nameof(source));
    }

    /// <inheritdoc cref="FromUri(Uri)"/>
    /// <exception cref="ArgumentException">The string is not an absolute URI.</exception>
    public static MediaContent FromUri(string source)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);

        // A path that begins with a slash would be taken for a file on Unix.
        return source[0] != '/' && Uri.TryCreate(source, UriKind.Absolute, out var uri)
            ? FromUri(uri)
            : throw new ArgumentException("The string is not an absolute URI, such as https://example.com/photo.jpg.", nameof(source));
    }

    /// <summary>Opens <see cref="Bytes"/> as a seekable stream.</summary>
    internal static MemoryStream Open(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var segment)
        ? new(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new(bytes.ToArray(), writable: false);
}
