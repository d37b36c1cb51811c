using NpgsqlTypes;

namespace Unified.Media.LegacyMigration;

/// <summary>Views that fit the tables as they are now, triggers, indexes. Safe to repeat, and the first thing that every run does.</summary>
internal sealed class PrepareMigration(
    LegacyDatabase database, LegacyMigrationOptions options, RetryPolicy retry, LegacyIndexes indexes)
{
    public async Task RunAsync(IProgress<LegacyProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new(LegacyStage.Preparing, "triggers", 0, null));
        string[]? hosts = options.StorageHosts.Count > 0 ? [.. options.StorageHosts.Select(host => host.ToLowerInvariant())] : null;
        await retry.ExecuteAsync(
            token => database.ExecuteLockingAsync(
                "select {{schema}}.legacy_prepare($1, $2)",
                bind =>
                {
                    bind.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, (object?)hosts ?? DBNull.Value);
                    bind.AddWithValue(options.KeepInSync);
                },
                token),
            cancellationToken).ConfigureAwait(false);

        progress?.Report(new(LegacyStage.Preparing, "indexes", 0, null));
        await indexes.CreateAsync(cancellationToken).ConfigureAwait(false);
    }
}
