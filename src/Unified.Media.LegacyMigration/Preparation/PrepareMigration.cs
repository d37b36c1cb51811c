using NpgsqlTypes;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// Creates triggers, indexes, and views that fit the current columns of the older tables. Safe to repeat; every run starts with this step.
/// </summary>
internal sealed class PrepareMigration(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, LegacyIndexes indexes)
{
    public async Task PrepareAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new() { Stage = LegacyStage.Preparing, Job = "triggers" });
        string[]? hosts = options.StorageHosts.Count > 0 ? [.. options.StorageHosts.Select(host => host.ToLowerInvariant())] : null;
        await retry.ExecuteAsync(
            token => database.ExecuteLockingAsync(
                "select {{schema}}.legacy_prepare($1, $2)",
                parameters =>
                {
                    parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, (object?)hosts ?? DBNull.Value);
                    parameters.AddWithValue(options.KeepInSync);
                },
                token),
            cancellationToken).ConfigureAwait(false);

        progress?.Report(new() { Stage = LegacyStage.Preparing, Job = "indexes" });
        await indexes.CreateAsync(cancellationToken).ConfigureAwait(false);
    }
}
