namespace Unified.Media.Drivers;

/// <summary>The bytes of an object to store. They can be read several times, so that a driver can retry, but only by one reader at a time.</summary>
public sealed class ObjectBody
{
    private readonly Func<CancellationToken, ValueTask<Stream>> _open;

    /// <summary>Creates a body.</summary>
    /// <param name="length">The exact number of bytes.</param>
    /// <param name="open">Opens a stream of all bytes. The driver disposes each stream before it opens the next stream.</param>
    /// <param name="stagedFile">The path of a file with exactly these bytes that the store may move; null for none.</param>
    public ObjectBody(long length, Func<CancellationToken, ValueTask<Stream>> open, string? stagedFile = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        StagedFile = stagedFile;
        _open = open;
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>
    /// The path of a file in the <see cref="IObjectStaging.StagingFolder"/> of the store with exactly these bytes; null for none. The store may
    /// move the file. The core deletes the file if the store does not move it.
    /// </summary>
    public string? StagedFile { get; }

    /// <summary>Opens a stream of all bytes. The stream is forward-only and asynchronous.</summary>
    public ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => _open(cancellationToken);

    /// <summary>Creates a body from bytes in memory.</summary>
    public static ObjectBody FromBytes(ReadOnlyMemory<byte> bytes) =>
        new(bytes.Length, _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes.ToArray(), writable: false)));
}
