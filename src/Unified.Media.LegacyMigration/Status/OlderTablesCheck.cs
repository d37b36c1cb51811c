namespace Unified.Media.LegacyMigration;

/// <summary>
/// Returns empty results for databases without older tables. Such databases do not have the module and its functions.
/// </summary>
internal sealed class OlderTablesCheck(LegacyDatabase database)
{
    /// <summary>Returns the result of the call, or the empty result if the call fails because the database has no older tables.</summary>
    public async Task<T> ExecuteAsync<T>(Func<Task<T>> call, Func<T> emptyResult, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (MediaMigrationException error) when (error.Code == LegacyErrorCode.NotReady)
        {
            if (await HasNoOlderTablesAsync(cancellationToken).ConfigureAwait(false))
            {
                return emptyResult();
            }

            throw;
        }
    }

    // Uses the system catalogs, so that no privilege is required.
    private Task<bool> HasNoOlderTablesAsync(CancellationToken cancellationToken) => database.ReadSingleAsync(
        """
        select count(*) filter (where n.nspname = $1 and c.relname = 'objects') > 0
          and count(*) filter (where n.nspname = $2 and c.relname in ('playground_gallery', 'user_media')) = 0
          and not exists (
            select from pg_catalog.pg_proc p join pg_catalog.pg_namespace s on s.oid = p.pronamespace
            where s.nspname = $1 and p.proname = 'legacy_get_phase')
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        """,
        parameters =>
        {
            parameters.AddWithValue(database.Schema);
            parameters.AddWithValue(database.MediaSchema);
        },
        reader => reader.GetBoolean(0),
        cancellationToken);
}
