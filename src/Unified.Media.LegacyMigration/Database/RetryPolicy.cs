namespace Unified.Media.LegacyMigration;

/// <summary>Repeats a step while its failure may pass: every step is safe to repeat, because it is all in one transaction or changes nothing.</summary>
internal sealed class RetryPolicy(LegacyMigrationOptions options, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    public async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> step, Action<string>? waits, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var delay = FirstDelay;
        while (true)
        {
            try
            {
                return await step(cancellationToken).ConfigureAwait(false);
            }
            catch (MediaMigrationException error) when (
                error.IsTransient && !cancellationToken.IsCancellationRequested && time.GetElapsedTime(begun) < options.Patience)
            {
                waits?.Invoke("database");
            }

            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    public Task TryAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken) => TryAsync(
        async token =>
        {
            await step(token).ConfigureAwait(false);
            return true;
        },
        null,
        cancellationToken);
}
