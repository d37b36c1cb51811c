using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Changes and deletes items.</summary>
internal sealed partial class PostgresMediaCatalog
{
    private const int MaxDeleteTries = 3;

    public async Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken)
    {
        if (user.IsAnonymous)
        {
            return null;
        }

        var prepared = await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetOwningCallerAsync(user, cancellationToken).ConfigureAwait(false);
        var batch = new StatementBatch(caller.Role.Source);
        batch.AddRange(await AdoptLegacyRowsAsync(caller, [update.Id], cancellationToken).ConfigureAwait(false));
        var changed = batch.Add(prepared.Writer.Update(caller.Owner, update), (reader, cancel) => ReadItemsAsync(reader, caller, cancel));
        await _executor.ExecuteAsync(batch, RetrySafety.NotRetryable, cancellationToken).ConfigureAwait(false);
        return changed.Value is [var item] ? item : null;
    }

    public async Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        if (user.IsAnonymous)
        {
            return null;
        }

        var prepared = await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetOwningCallerAsync(user, cancellationToken).ConfigureAwait(false);
        var adopt = await AdoptLegacyRowsAsync(caller, [id], cancellationToken).ConfigureAwait(false);
        for (var tries = 1; ; tries++)
        {
            var delete = prepared.Writer.Delete(caller.Owner, id);
            var (hadRow, objects) = caller.Owner is { } owner
                ? await MarkDeletedAsOwnerAsync(caller.Role, adopt, delete, owner, id, cancellationToken).ConfigureAwait(false)
                : await MarkDeletedAsServiceAsync(caller.Role, delete, id, cancellationToken).ConfigureAwait(false);
            if (objects is not null)
            {
                // Rows written by the legacy application may have no object. Deleting one still counts as a delete.
                return objects.Count > 0 || hadRow ? new() { Id = id, Objects = objects } : null;
            }

            if (tries == MaxDeleteTries)
            {
                throw new MediaAccessDeniedException("The database does not allow this item to be deleted.");
            }
        }
    }

    private async Task<(bool HadRow, IReadOnlyList<LedgerObject>? Objects)> MarkDeletedAsOwnerAsync(
        DatabaseRole role, Statement[] adopt, Statement delete, Guid owner, MediaId id, CancellationToken cancellationToken)
    {
        var mark = new Statement();
        mark.Sql =
            $"""
            select role, attempt, bucket, key
            from {_names.Function("mark_deleted")}({mark.Add(owner)}, {mark.Add(id.Value)}, {mark.AddTime(Now)})
            """;
        var batch = new StatementBatch(role.Source);
        batch.AddRange(adopt);
        var deleted = batch.AddNonQuery(delete);
        batch.Add(DatabaseRole.ResetRole());
        var objects = batch.Add(mark, (reader, cancel) => ReadObjectsAsync(reader, id, cancel));
        await _executor.ExecuteAsync(batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return (deleted.Value > 0, objects.Value);
    }

    // The service may delete any row, but only the worker may change the attempts of any owner. The delete trigger marks the attempt of the row for
    // deletion, so the janitor or the next call completes the deletion if the second statement fails.
    private async Task<(bool HadRow, IReadOnlyList<LedgerObject>? Objects)> MarkDeletedAsServiceAsync(
        DatabaseRole role, Statement delete, MediaId id, CancellationToken cancellationToken)
    {
        var deletion = new StatementBatch(role.Source);
        deletion.Add(role.Assume());
        var deleted = deletion.AddNonQuery(delete);
        await _executor.ExecuteAsync(deletion, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);

        var mark = new Statement();
        mark.Sql = $"select role, attempt, bucket, key from {_names.Function("mark_deleted_as_service")}({mark.Add(id.Value)}, {mark.AddTime(Now)})";
        var marking = CreateWorkerBatch();
        var objects = marking.Add(mark, (reader, cancel) => ReadObjectsAsync(reader, id, cancel));
        await _executor.ExecuteAsync(marking, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return (deleted.Value > 0, objects.Value);
    }

    // A user without an owner in the catalog has no items to change.
    private async ValueTask<CatalogCaller> GetOwningCallerAsync(MediaUser user, CancellationToken cancellationToken)
    {
        var caller = await GetCallerAsync(user, cancellationToken).ConfigureAwait(false);
        return caller is { IsService: false, Owner: null } ? throw _owners.Unknown() : caller;
    }

    // Returns null if the row of the item still exists: it was published in between, or a policy of the host prevents the delete.
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
