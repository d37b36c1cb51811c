namespace Unified.Media.LegacyMigration;

/// <summary>Delays the next batch, and waits longer while too many sessions wait for locks or a replica lags too far behind.</summary>
internal sealed class Throttle(LegacyDatabase database, LegacyMigrationOptions options, TimeProvider time)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);
    private long _checkedAt = time.GetTimestamp();

    public async Task WaitAsync(Action<string> reportWaitReason, CancellationToken cancellationToken)
    {
        if (options.BatchDelay > TimeSpan.Zero)
        {
            await Task.Delay(options.BatchDelay, time, cancellationToken).ConfigureAwait(false);
        }

        if (time.GetElapsedTime(_checkedAt) < CheckInterval)
        {
            return;
        }

        while (await FindWaitReasonAsync(cancellationToken).ConfigureAwait(false) is { } reason)
        {
            reportWaitReason(reason);
            await Task.Delay(CheckInterval, time, cancellationToken).ConfigureAwait(false);
        }

        _checkedAt = time.GetTimestamp();
    }

    private Task<string?> FindWaitReasonAsync(CancellationToken cancellationToken) => database.ReadSingleAsync(
        "select {{schema}}.legacy_find_pressure($1, $2)",
        parameters =>
        {
            parameters.AddWithValue(options.MaxWaitingSessions);
            parameters.AddWithValue(options.MaxReplicaLag);
        },
        reader => reader.IsDBNull(0) ? null : reader.GetString(0),
        cancellationToken);
}
