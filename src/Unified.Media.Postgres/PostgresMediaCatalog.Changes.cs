using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Changes and deletes items.</summary>
internal sealed partial class PostgresMediaCatalog
{
    private const int MaxDeleteAttempts = 3;

    public async Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken)
    {
        if (user.IsAnonymous)
        {
            return null;
        }

        var schema = await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetCallerWithOwnerAsync(user, cancellationToken).ConfigureAwait(false);
        var batch = new StatementBatch(caller.DatabaseRole.DataSource);
        batch.AddRange(await AdoptLegacyRowsAsync(caller, [update.Id], cancellationToken).ConfigureAwait(false));
        var changed = batch.Add(schema.Writer.Update(caller.Owner, update), (reader, token) => ReadItemsAsync(reader, caller, token));
        await _executor.ExecuteAsync(batch, RetrySafety.NotRetryable, cancellationToken).ConfigureAwait(false);
        return changed.Value is [var item] ? item : null;
    }

    public async Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        if (user.IsAnonymous)
        {
            return null;
        }

        var schema = await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetCallerWithOwnerAsync(user, cancellationToken).ConfigureAwait(false);
        var adoptStatements = await AdoptLegacyRowsAsync(caller, [id], cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var deleteStatement = schema.Writer.Delete(caller.Owner, id);
            var (hadRow, objects) = caller.Owner is { } owner
                ? await MarkDeletedAsOwnerAsync(caller.DatabaseRole, adoptStatements, deleteStatement, owner, id, cancellationToken)
                    .ConfigureAwait(false)
                : await MarkDeletedAsServiceAsync(caller.DatabaseRole, deleteStatement, id, cancellationToken).ConfigureAwait(false);
            if (objects is not null)
            {
                // A row that the legacy application has written may have no object. It is deleted all the same.
                return objects.Count > 0 || hadRow ? new() { Id = id, Objects = objects } : null;
            }

            if (attempt == MaxDeleteAttempts)
            {
                throw new MediaAccessDeniedException("The database does not allow this item to be deleted.");
            }
        }
    }

    private async Task<(bool HadRow, IReadOnlyList<LedgerObject>? Objects)> MarkDeletedAsOwnerAsync(
        DatabaseRole databaseRole,
        Statement[] adoptStatements,
        Statement deleteStatement,
        Guid owner,
        MediaId id,
        CancellationToken cancellationToken)
    {
        var markStatement = new Statement();
        markStatement.Sql =
            $"""
            select role as object_role, attempt, bucket, key
            from {_names.Function("mark_deleted")}({markStatement.Add(owner)}, {markStatement.Add(id.Value)}, {markStatement.AddTime(Now)})
            """;
        var batch = new StatementBatch(databaseRole.DataSource);
        batch.AddRange(adoptStatements);
        var deletedRows = batch.AddNonQuery(deleteStatement);
        batch.Add(DatabaseRole.ResetRole());
        var objects = batch.Add(markStatement, (reader, token) => ReadObjectsAsync(reader, id, token));
        await _executor.ExecuteAsync(batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return (deletedRows.Value > 0, objects.Value);
    }

    // The service role may delete any row, but only the worker role may change the attempts of any owner. A trigger on the table of items marks the
    // attempt of a deleted row for deletion. So if the second batch fails, the janitor or the next call completes the deletion.
    private async Task<(bool HadRow, IReadOnlyList<LedgerObject>? Objects)> MarkDeletedAsServiceAsync(
        DatabaseRole databaseRole, Statement deleteStatement, MediaId id, CancellationToken cancellationToken)
    {
        var deleteBatch = new StatementBatch(databaseRole.DataSource);
        deleteBatch.Add(databaseRole.SetRole());
        var deletedRows = deleteBatch.AddNonQuery(deleteStatement);
        await _executor.ExecuteAsync(deleteBatch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);

        var markStatement = new Statement();
        markStatement.Sql =
            $"""
            select role as object_role, attempt, bucket, key
            from {_names.Function("mark_deleted_as_service")}({markStatement.Add(id.Value)}, {markStatement.AddTime(Now)})
            """;
        var markBatch = CreateWorkerBatch();
        var objects = markBatch.Add(markStatement, (reader, token) => ReadObjectsAsync(reader, id, token));
        await _executor.ExecuteAsync(markBatch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return (deletedRows.Value > 0, objects.Value);
    }

    // A user for whom the database has no owner id has no items to change.
    private async ValueTask<CatalogCaller> GetCallerWithOwnerAsync(MediaUser user, CancellationToken cancellationToken)
    {
        var caller = await GetCallerAsync(user, cancellationToken).ConfigureAwait(false);
        return caller is { IsService: false, Owner: null } ? throw _owners.CreateUnknownOwnerError() : caller;
    }

    // Returns null if the row of the item still exists: it was inserted after the delete statement, or a row-level security policy of the
    // application prevents the delete.
    private static async Task<IReadOnlyList<LedgerObject>?> ReadObjectsAsync(
        NpgsqlDataReader row, MediaId id, CancellationToken cancellationToken)
    {
        var objects = new List<LedgerObject>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (row.IsDBNull(0))
            {
                return null;
            }

            objects.Add(new()
            {
                Id = id,
                Role = ObjectRole.Parse(row.GetString(0)),
                Attempt = row.GetInt32(1),
                Location = new(row.GetString(2), row.GetString(3)),
            });
        }

        return objects;
    }
}
