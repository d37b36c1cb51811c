namespace Unified.Media.Postgres;

/// <summary>
/// While the rows of older tables are not all items: what is asked for by id becomes an item first, in the same transaction. Whether that is
/// so is read once, when the catalog is prepared.
/// </summary>
internal sealed partial class PostgresMediaCatalog
{
    private bool ReadsLegacy => _prepared is { ReadsLegacy: true };

    // Older rows are all private: whoever sees only what is public sees none.
    private OlderRows? OlderRowsFor(Viewer viewer, Selection? selection) =>
        ReadsLegacy && selection is { SeesAll: true } ? new(_names, _prepared!.Vocabulary, viewer.IsService) : null;

    // The statements that take on the viewer's role, after the older rows among the ids were made items.
    private async ValueTask<Statement[]> BecomeAsync(Viewer viewer, IEnumerable<MediaId> ids, CancellationToken cancellationToken)
    {
        if (!ReadsLegacy || viewer is { IsService: false, Owner: null })
        {
            return [viewer.Identity.TakeOn()];
        }

        Guid[] wanted = [.. ids.Select(id => id.Value).Distinct()];
        var to = new Statement();
        if (viewer.Owner is { } owner)
        {
            to.Sql = $"SELECT {_names.Function("adopt_legacy")}({to.Add(owner)}, {to.Add(wanted)})";
            return [viewer.Identity.Claim(), to, Identity.TakeOn(viewer.Identity.Role)];
        }

        // The worker alone may touch what is anybody's.
        to.Sql = $"SELECT {_names.Function("adopt_legacy_any")}({to.Add(wanted)})";
        await _roundtrips.RunAsync(
            _connections.Worker,
            [Identity.TakeOn(_options.WorkerRole), to],
            (_, _) => Task.FromResult(true),
            Repetition.Repeatable,
            cancellationToken).ConfigureAwait(false);
        return [viewer.Identity.TakeOn()];
    }
}
