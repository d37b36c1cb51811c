namespace Unified.Media.Testing;

/// <summary>Creates streams that a driver must handle. All of them are forward-only and reject synchronous reads.</summary>
public static class EdgeCaseStreams
{
    /// <summary>Creates a stream that cannot seek.</summary>
    public static Stream NonSeekable(ReadOnlyMemory<byte> bytes) => new EdgeCaseStream(bytes);

    /// <summary>Creates a stream that returns one byte per read.</summary>
    public static Stream OneByteReads(ReadOnlyMemory<byte> bytes) => new EdgeCaseStream(bytes) { MaxBytesPerRead = 1 };

    /// <summary>Creates a stream whose reads complete asynchronously with at most 1,000 bytes each.</summary>
    public static Stream Slow(ReadOnlyMemory<byte> bytes) => new EdgeCaseStream(bytes)
    {
        MaxBytesPerRead = 1_000,
        BeforeRead = async (_, _) => await Task.Yield(),
    };

    /// <summary>Creates a stream that throws an <see cref="IOException"/> after <paramref name="count"/> bytes.</summary>
    public static Stream FailingAfter(ReadOnlyMemory<byte> bytes, int count) =>
        new EdgeCaseStream(bytes[..count])
        {
            BeforeRead = (position, _) =>
                position < count ? Task.CompletedTask : Task.FromException(new IOException("An I/O error was injected.")),
        };

    /// <summary>
    /// Creates a stream that cancels <paramref name="source"/> after <paramref name="count"/> bytes, then checks the token of the reader.
    /// </summary>
    public static Stream CancellingAfter(ReadOnlyMemory<byte> bytes, int count, CancellationTokenSource source) =>
        new EdgeCaseStream(bytes)
        {
            MaxBytesPerRead = count,
            BeforeRead = async (position, cancellationToken) =>
            {
                if (position >= count)
                {
                    await source.CancelAsync().ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            },
        };

    /// <summary>Creates a stream whose reads wait after <paramref name="count"/> bytes.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="count">The number of bytes that can be read without waiting.</param>
    /// <param name="reached">The stream completes this source when a read begins to wait.</param>
    /// <param name="resume">The task for which the read waits.</param>
    public static Stream WaitingAfter(ReadOnlyMemory<byte> bytes, int count, TaskCompletionSource reached, Task resume) =>
        new EdgeCaseStream(bytes)
        {
            MaxBytesPerRead = count,
            BeforeRead = async (position, cancellationToken) =>
            {
                if (position >= count)
                {
                    reached.TrySetResult();
                    await resume.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            },
        };
}
