namespace Unified.Media.LegacyMigration;

/// <summary>Rests between batches, and waits while others need the database more.</summary>
internal sealed class Throttle(LegacyDatabase database, LegacyMigrationOptions options, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long _looked = time.GetTimestamp();

    public async Task WaitAsync(Action<string> waits, CancellationToken cancellationToken)
    {
        if (options.Rest > TimeSpan.Zero)
        {
            await Task.Delay(options.Rest, time, cancellationToken).ConfigureAwait(false);
        }

        if (time.GetElapsedTime(_looked) < Interval)
        {
            return;
        }

        while (await PressureAsync(cancellationToken).ConfigureAwait(false) is { } reason)
        {
            waits(reason);
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
        }

        _looked = time.GetTimestamp();
    }

    private Task<string?> PressureAsync(CancellationToken cancellationToken) => database.SingleAsync(
        "select {{schema}}.legacy_find_pressure($1, $2)",
        bind =>
        {
            bind.AddWithValue(options.MaxWaitingSessions);
            bind.AddWithValue(options.MaxReplicaLag);
        },
        reader => reader.IsDBNull(0) ? null : reader.GetString(0),
        cancellationToken);
}
