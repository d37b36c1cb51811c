using NpgsqlTypes;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// Creates views for the current shape of the older tables, triggers and indexes. Safe to repeat; every run starts with it.
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
                bind =>
                {
                    bind.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, (object?)hosts ?? DBNull.Value);
                    bind.AddWithValue(options.KeepInSync);
                },
                token),
            cancellationToken).ConfigureAwait(false);

        progress?.Report(new() { Stage = LegacyStage.Preparing, Job = "indexes" });
        await indexes.CreateAsync(cancellationToken).ConfigureAwait(false);
    }
}
