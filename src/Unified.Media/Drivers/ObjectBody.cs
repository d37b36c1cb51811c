namespace Unified.Media.Drivers;

/// <summary>Bytes to store. They can be read again from the start, so a transport may retry; never by two readers at once.</summary>
public sealed class ObjectBody
{
    private readonly Func<CancellationToken, ValueTask<Stream>> _open;

    /// <summary>Makes a body.</summary>
    /// <param name="length">How many bytes <paramref name="open"/> gives, exactly.</param>
    /// <param name="open">Opens the bytes from the start. The driver disposes the stream before it opens another.</param>
    /// <param name="stagedFile">A file with exactly these bytes, which the store may move away instead of reading them.</param>
    public ObjectBody(long length, Func<CancellationToken, ValueTask<Stream>> open, string? stagedFile = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        StagedFile = stagedFile;
        _open = open;
    }

    /// <summary>How many bytes there are.</summary>
    public long Length { get; }

    /// <summary>
    /// The path of a file in the store's own <see cref="IObjectStaging.StagingFolder"/> that holds exactly these bytes; null otherwise. The
    /// store may move it; a file that is still there after the call is removed by the core.
    /// </summary>
    public string? StagedFile { get; }

    /// <summary>Opens the bytes, from the start. The stream reads forward only, asynchronously only.</summary>
    public ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => _open(cancellationToken);

    /// <summary>A body of bytes in memory.</summary>
    public static ObjectBody FromBytes(ReadOnlyMemory<byte> bytes) =>
        new(bytes.Length, _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes.ToArray(), writable: false)));
}
