namespace Unified.Media.Postgres;

/// <summary>
/// Includes legacy rows during a migration from legacy tables. A call for an id first converts the legacy row with this id to an item, in the same
/// transaction. Whether a migration is active is read once, together with the schema.
/// </summary>
internal sealed partial class PostgresMediaCatalog
{
    private bool ReadsLegacyRows => _schema is { ReadsLegacyRows: true };

    // All legacy rows are private. Their tables have no index over all owners, so lists over all owners contain items only.
    private LegacyRowSource? LegacyRowsFor(CatalogCaller caller, ListFilterSql filter) =>
        ReadsLegacyRows && !filter.IsPublicOnly && !filter.IsOverAllOwners ? new(_names, _schema!.Enums, caller.IsService) : null;

    // Returns statements that convert the legacy rows with these ids to items, and that set the role of the caller for the statements after them. For
    // the service, the rows are converted before the method returns.
    private async ValueTask<Statement[]> AdoptLegacyRowsAsync(CatalogCaller caller, IEnumerable<MediaId> ids, CancellationToken cancellationToken)
    {
        if (!ReadsLegacyRows || caller is { IsService: false, Owner: null })
        {
            return [caller.DatabaseRole.SetRole()];
        }

        Guid[] rowIds = [.. ids.Select(id => id.Value).Distinct()];
        var adoptStatement = new Statement();
        if (caller.Owner is { } owner)
        {
            adoptStatement.Sql = $"select {_names.Function("legacy_adopt_rows")}({adoptStatement.Add(owner)}, {adoptStatement.Add(rowIds)})";
            return [caller.DatabaseRole.SetClaims(), adoptStatement, caller.DatabaseRole.SetRoleWithoutClaims()];
        }

        // Only the worker may change rows of other owners.
        adoptStatement.Sql = $"select {_names.Function("legacy_adopt_rows_as_service")}({adoptStatement.Add(rowIds)})";
        var batch = CreateWorkerBatch();
        batch.Add(adoptStatement);
        await _executor.ExecuteAsync(batch, RetrySafety.Idempotent, cancellationToken).ConfigureAwait(false);
        return [caller.DatabaseRole.SetRole()];
    }
}
