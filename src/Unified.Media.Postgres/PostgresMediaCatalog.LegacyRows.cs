namespace Unified.Media.Postgres;

/// <summary>
/// Includes legacy rows during a migration from legacy tables. A call for an id first makes the legacy row an item, in the same transaction. The
/// catalog reads once, when it is prepared, whether a migration is active.
/// </summary>
internal sealed partial class PostgresMediaCatalog
{
    private bool ReadsLegacy => _prepared is { ReadsLegacy: true };

    // Legacy rows are all private. Their tables have no index over all owners, so lists over all owners contain items only.
    private LegacyRowSource? LegacyRowsFor(CatalogCaller caller, ListFilterSql filter) =>
        ReadsLegacy && !filter.IsPublicOnly && !filter.IsOverAllOwners ? new(_names, _prepared!.Enums, caller.IsService) : null;

    // Returns the statements that make items of the legacy rows with these ids, and then assume the role of the caller.
    private async ValueTask<Statement[]> AdoptLegacyRowsAsync(CatalogCaller caller, IEnumerable<MediaId> ids, CancellationToken cancellationToken)
    {
        if (!ReadsLegacy || caller is { IsService: false, Owner: null })
        {
            return [caller.Role.Assume()];
        }

        Guid[] rowIds = [.. ids.Select(id => id.Value).Distinct()];
        var adopt = new Statement();
        if (caller.Owner is { } owner)
        {
            adopt.Sql = $"select {_names.Function("legacy_adopt_rows")}({adopt.Add(owner)}, {adopt.Add(rowIds)})";
            return [caller.Role.SetClaims(), adopt, caller.Role.AssumeWithoutClaims()];
        }

        // Only the worker may change rows of other owners.
        adopt.Sql = $"select {_names.Function("legacy_adopt_rows_as_service")}({adopt.Add(rowIds)})";
        var batch = CreateWorkerBatch();
        batch.Add(adopt);
        await _executor.ExecuteAsync(batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return [caller.Role.Assume()];
    }
}
