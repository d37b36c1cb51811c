namespace Unified.Media.Testing;

/// <summary>Streams that a driver must cope with. All read forward only, and refuse synchronous reads.</summary>
public static class AwkwardStreams
{
    /// <summary>Gives as much as is asked for; cannot seek.</summary>
    public static Stream Unseekable(ReadOnlyMemory<byte> bytes) => new AwkwardStream(bytes);

    /// <summary>Gives one byte per read.</summary>
    public static Stream OneByteReads(ReadOnlyMemory<byte> bytes) => new AwkwardStream(bytes) { Portion = 1 };

    /// <summary>Completes no read at once, and gives at most 1,000 bytes per read.</summary>
    public static Stream Slow(ReadOnlyMemory<byte> bytes) => new AwkwardStream(bytes)
    {
        Portion = 1_000,
        BeforeRead = async (_, _) => await Task.Yield(),
    };

    /// <summary>Throws an <see cref="IOException"/> instead of going on after so many bytes.</summary>
    public static Stream FailingAfter(ReadOnlyMemory<byte> bytes, int count) =>
        new AwkwardStream(bytes[..count])
        {
            BeforeRead = (position, _) =>
                position < count ? Task.CompletedTask : Task.FromException(new IOException("The stream broke half-way.")),
        };

    /// <summary>Cancels a source after so many bytes, and lets the reader's token decide what happens.</summary>
    public static Stream CancellingAfter(ReadOnlyMemory<byte> bytes, int count, CancellationTokenSource source) =>
        new AwkwardStream(bytes)
        {
            Portion = count,
            BeforeRead = async (position, cancellationToken) =>
            {
                if (position >= count)
                {
                    await source.CancelAsync().ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                }
            },
        };

    /// <summary>Waits after so many bytes until it is let go on.</summary>
    /// <param name="bytes">What it gives.</param>
    /// <param name="count">After how many bytes it waits.</param>
    /// <param name="reached">Completed when it begins to wait.</param>
    /// <param name="goOn">It goes on when this is complete.</param>
    public static Stream WaitingAfter(ReadOnlyMemory<byte> bytes, int count, TaskCompletionSource reached, Task goOn) =>
        new AwkwardStream(bytes)
        {
            Portion = count,
            BeforeRead = async (position, cancellationToken) =>
            {
                if (position >= count)
                {
                    reached.TrySetResult();
                    await goOn.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            },
        };
}
