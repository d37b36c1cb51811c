using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Changing an item, and taking it away.</summary>
internal sealed partial class PostgresMediaCatalog
{
    private const int RetireTries = 3;

    public async Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken)
    {
        if (user.IsAnonymous)
        {
            return null;
        }

        var prepared = await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var viewer = await ViewOwnAsync(user, cancellationToken).ConfigureAwait(false);
        var changed = await _roundtrips.RunAsync(
            viewer.Identity.Source,
            [viewer.Identity.TakeOn(), prepared.Writer.Update(viewer.Owner, update)],
            (reader, cancel) => ReadItemsAsync(reader, viewer, cancel),
            Repetition.Once,
            cancellationToken).ConfigureAwait(false);
        return changed is [var item] ? item : null;
    }

    public async Task<Retirement?> RetireAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        if (user.IsAnonymous)
        {
            return null;
        }

        var prepared = await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var viewer = await ViewOwnAsync(user, cancellationToken).ConfigureAwait(false);
        for (var tries = 1; ; tries++)
        {
            var delete = prepared.Writer.Delete(viewer.Owner, id);
            var (objects, isRemoved) = viewer.Owner is { } owner
                ? await _roundtrips.RunAsync(
                    viewer.Identity.Source,
                    [viewer.Identity.TakeOn(), delete, Identity.StepBack(), Retire(owner, id)],
                    async (reader, cancel) => (await ReadObjectsAsync(reader, id, cancel).ConfigureAwait(false), reader.RecordsAffected > 0),
                    Repetition.Repeatable,
                    cancellationToken).ConfigureAwait(false)
                : await RetireAnyAsync(viewer, delete, id, cancellationToken).ConfigureAwait(false);
            if (objects is not null)
            {
                // An older program's row has no object of ours, and yet it was there.
                return objects.Count == 0 && !isRemoved ? null : new(id, objects);
            }

            if (tries == RetireTries)
            {
                throw new MediaAccessDeniedException("The database refuses to delete this item.");
            }
        }
    }

    // The service may remove any row, and the worker alone may touch any attempt. The removal turns the row's own attempt to deleting by
    // itself, so what a failure in between leaves is the janitor's, or the next call's.
    private async Task<(IReadOnlyList<LedgerObject>? Objects, bool IsRemoved)> RetireAnyAsync(
        Viewer viewer, Statement delete, MediaId id, CancellationToken cancellationToken)
    {
        var removed = await _roundtrips.RunAsync(
            viewer.Identity.Source,
            [viewer.Identity.TakeOn(), delete],
            (reader, _) => Task.FromResult(reader.RecordsAffected),
            Repetition.Repeatable,
            cancellationToken).ConfigureAwait(false);
        var to = new Statement();
        to.Sql = $"SELECT attempt, bucket, key FROM {_names.Function("retire_any")}({to.Add(id.Value)}, {to.AddTime(Now)})";
        var objects = await _roundtrips.RunAsync(
            _connections.Worker,
            [Identity.TakeOn(_options.WorkerRole), to],
            (reader, cancel) => ReadObjectsAsync(reader, id, cancel),
            Repetition.Repeatable,
            cancellationToken).ConfigureAwait(false);
        return (objects, removed > 0);
    }

    private Statement Retire(Guid owner, MediaId id)
    {
        var to = new Statement();
        to.Sql = $"SELECT attempt, bucket, key FROM {_names.Function("retire")}({to.Add(owner)}, {to.Add(id.Value)}, {to.AddTime(Now)})";
        return to;
    }

    // A user whom the catalog does not know has nothing to change.
    private async ValueTask<Viewer> ViewOwnAsync(MediaUser user, CancellationToken cancellationToken)
    {
        var viewer = await ViewAsync(user, cancellationToken).ConfigureAwait(false);
        return viewer is { IsService: false, Owner: null } ? throw _owners.Unknown() : viewer;
    }

    // Null where the item's row is still there: a publish came in between, or a policy of the host keeps it.
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

            objects.Add(new(id, row.GetInt32(0), new(row.GetString(1), row.GetString(2))));
        }

        return objects;
    }
}
