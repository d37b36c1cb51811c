using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Changing an item, and taking it away.</summary>
internal sealed partial class PostgresMediaCatalog
{
    private const int RetireTries = 3;

    // The deletion's, the stepping back's and the retirement's.
    private const int RetireAnswers = 3;

    public async Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken)
    {
        if (user.IsAnonymous)
        {
            return null;
        }

        var prepared = await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var viewer = await ViewOwnAsync(user, cancellationToken).ConfigureAwait(false);
        var become = await BecomeAsync(viewer, [update.Id], cancellationToken).ConfigureAwait(false);
        var changed = await _roundtrips.RunAsync(
            viewer.Identity.Source,
            [.. become, prepared.Writer.Update(viewer.Owner, update)],
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
        var become = await BecomeAsync(viewer, [id], cancellationToken).ConfigureAwait(false);
        for (var tries = 1; ; tries++)
        {
            var delete = prepared.Writer.Delete(viewer.Owner, id);
            var (wasThere, objects) = viewer.Owner is { } owner
                ? await _roundtrips.RunAsync(
                    viewer.Identity.Source,
                    [.. become, delete, Identity.StepBack(), Retire(owner, id)],
                    (reader, cancel) => ReadRetirementAsync(reader, id, cancel),
                    Repetition.Repeatable,
                    cancellationToken,
                    RetireAnswers).ConfigureAwait(false)
                : await RetireAnyAsync(viewer, delete, id, cancellationToken).ConfigureAwait(false);
            if (objects is not null)
            {
                // An older program's row may have had no object of its own: its deletion is one all the same.
                return objects.Count > 0 || wasThere ? new(id, objects) : null;
            }

            if (tries == RetireTries)
            {
                throw new MediaAccessDeniedException("The database refuses to delete this item.");
            }
        }
    }

    // The service may remove any row, and the worker alone may touch any attempt. The removal turns the row's own attempt to deleting by
    // itself, so what a failure in between leaves is the janitor's, or the next call's.
    private async Task<(bool WasThere, IReadOnlyList<LedgerObject>? Objects)> RetireAnyAsync(
        Viewer viewer, Statement delete, MediaId id, CancellationToken cancellationToken)
    {
        var removed = await _roundtrips.RunAsync(
            viewer.Identity.Source,
            [viewer.Identity.TakeOn(), delete],
            async (reader, cancel) => await reader.ReadAsync(cancel).ConfigureAwait(false),
            Repetition.Repeatable,
            cancellationToken).ConfigureAwait(false);
        var to = new Statement();
        to.Sql = $"SELECT attempt, bucket, key FROM {_names.Function("retire_any")}({to.Add(id.Value)}, {to.AddTime(Now)})";
        return (removed, await _roundtrips.RunAsync(
            _connections.Worker,
            [Identity.TakeOn(_options.WorkerRole), to],
            (reader, cancel) => ReadObjectsAsync(reader, id, cancel),
            Repetition.Repeatable,
            cancellationToken).ConfigureAwait(false));
    }

    private static async Task<(bool WasThere, IReadOnlyList<LedgerObject>? Objects)> ReadRetirementAsync(
        NpgsqlDataReader reader, MediaId id, CancellationToken cancellationToken)
    {
        var wasThere = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return (wasThere, await ReadObjectsAsync(reader, id, cancellationToken).ConfigureAwait(false));
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
