namespace Unified.Media.LegacyMigration;

/// <summary>
/// Retries a step while its failure is transient. Each step is safe to repeat, because it is one transaction or changes nothing.
/// </summary>
internal sealed class RetryPolicy(LegacyMigrationOptions options, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    /// <summary>Executes a step and retries it. Calls <paramref name="reportWaitReason"/> with <c>database</c> before each retry.</summary>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> step, Action<string>? reportWaitReason, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var delay = FirstDelay;
        while (true)
        {
            try
            {
                return await step(cancellationToken).ConfigureAwait(false);
            }
            catch (MediaMigrationException error) when (
                error.IsTransient && !cancellationToken.IsCancellationRequested && time.GetElapsedTime(started) < options.RetryTimeout)
            {
                reportWaitReason?.Invoke("database");
            }

            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            delay = delay * 2 < MaxDelay ? delay * 2 : MaxDelay;
        }
    }

    public Task ExecuteAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken) => ExecuteAsync(
        async token =>
        {
            await step(token).ConfigureAwait(false);
            return true;
        },
        null,
        cancellationToken);
}
