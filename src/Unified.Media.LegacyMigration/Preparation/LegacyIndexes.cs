using Unified.Media.Migrations;

namespace Unified.Media.LegacyMigration;

/// <summary>
/// Creates and drops the indexes that lists of older rows use, without blocking writers. An index that a failure left invalid is created again.
/// </summary>
internal sealed class LegacyIndexes(LegacyDatabase database)
{
    private static readonly (string Table, string Index)[] Indexes =
    [
        ("playground_gallery", "unified_media_legacy_gallery_idx"),
        ("user_media", "unified_media_legacy_user_media_idx"),
    ];

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        foreach (var (table, index) in Indexes)
        {
            if (await HasIndexedColumnsAsync(table, cancellationToken).ConfigureAwait(false))
            {
                await CreateAsync(table, index, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task DropAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, index) in Indexes)
        {
            await database.ExecuteAsync(
                $"drop index concurrently if exists {{{{media_schema}}}}.{index}", null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CreateAsync(string table, string index, CancellationToken cancellationToken)
    {
        if (await IsValidAsync(index, cancellationToken).ConfigureAwait(false) is { } isValid)
        {
            if (isValid)
            {
                return;
            }

            await database.ExecuteAsync(
                $"drop index concurrently if exists {{{{media_schema}}}}.{index}", null, cancellationToken).ConfigureAwait(false);
        }

        await database.ExecuteAsync(
            $"create index concurrently if not exists {index} on {{{{media_schema}}}}.{table} "
            + "(user_id, coalesce(created_at, '-infinity') desc, id desc)",
            null,
            cancellationToken).ConfigureAwait(false);
        if (await IsValidAsync(index, cancellationToken).ConfigureAwait(false) is not true)
        {
            throw new MediaMigrationException(
                MigrationErrorCode.FailedStep, $"The index {index} is invalid after its creation. Run the migration again.")
            { IsTransient = true };
        }
    }

    private Task<bool> HasIndexedColumnsAsync(string table, CancellationToken cancellationToken) => database.ReadSingleAsync(
        """
        select count(*) = 3 from pg_catalog.pg_attribute
        where attrelid = to_regclass($1) and attname in ('id', 'user_id', 'created_at') and not attisdropped
        """,
        parameters => parameters.AddWithValue($"{database.MediaSchema}.{table}"),
        reader => reader.GetBoolean(0),
        cancellationToken);

    // Returns null if the index does not exist.
    private async Task<bool?> IsValidAsync(string index, CancellationToken cancellationToken)
    {
        var results = await database.ReadAsync(
            "select indisvalid from pg_catalog.pg_index where indexrelid = to_regclass($1)",
            parameters => parameters.AddWithValue($"{database.MediaSchema}.{index}"),
            reader => reader.GetBoolean(0),
            cancellationToken).ConfigureAwait(false);
        return results.Count == 0 ? null : results[0];
    }
}
