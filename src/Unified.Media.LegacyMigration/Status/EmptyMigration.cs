using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// Answers for databases that have the schema but no older tables. The module is not applied there, so its functions do not exist, and there is
/// nothing to migrate.
/// </summary>
internal sealed class EmptyMigration(LegacyDatabase database)
{
    /// <summary>The result of the call, or the empty result where the call fails because there is nothing to migrate.</summary>
    public async Task<T> OrAsync<T>(Func<Task<T>> call, Func<T> empty, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (MediaMigrationException error) when (error.Code == MigrationErrorCode.NotReady)
        {
            if (await AppliesAsync(cancellationToken).ConfigureAwait(false))
            {
                return empty();
            }

            throw;
        }
    }

    // By the system catalogs, so that no right is needed.
    private Task<bool> AppliesAsync(CancellationToken cancellationToken) => database.SingleAsync(
        """
        select count(*) filter (where n.nspname = $1 and c.relname = 'objects') > 0
          and count(*) filter (where n.nspname = $2 and c.relname in ('playground_gallery', 'user_media')) = 0
          and not exists (
            select from pg_catalog.pg_proc p join pg_catalog.pg_namespace s on s.oid = p.pronamespace
            where s.nspname = $1 and p.proname = 'legacy_get_phase')
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        """,
        bind =>
        {
            bind.AddWithValue(database.Schema);
            bind.AddWithValue(database.MediaSchema);
        },
        reader => reader.GetBoolean(0),
        cancellationToken);
}
