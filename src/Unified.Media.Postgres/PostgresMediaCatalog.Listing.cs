using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Lists items.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var (caller, owner, resolvedFilter) = await ResolveAsync(user, query.Filter, cancellationToken).ConfigureAwait(false);
        if (Compile(resolvedFilter, owner) is not { } filter)
        {
            return new([], null);
        }

        var reader = new PageReader(_executor, caller, query);
        return LegacyRowsFor(caller, filter) is { } legacyRows
            ? await reader.ReadAsync(new LegacyUnionPage(filter, query, _names, legacyRows).Compose(), cancellationToken).ConfigureAwait(false)
            : await reader.ReadAsync(new KeysetSql(filter, query, _names), cancellationToken).ConfigureAwait(false);
    }

    // The core compares the owner of the filter with the id of the user. A filter can also contain the owner id of the same user in the database:
    // then the user may see all items of the owner.
    private async ValueTask<(CatalogCaller Caller, Guid? Owner, CatalogFilter Filter)> ResolveAsync(
        MediaUser user, CatalogFilter filter, CancellationToken cancellationToken)
    {
        await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetCallerAsync(user, cancellationToken).ConfigureAwait(false);
        if (filter.Scope.Owner is not { } requestedOwner)
        {
            return (caller, null, filter);
        }

        var owner = requestedOwner == user.Id
            ? (await _owners.GetAsync(requestedOwner, cancellationToken).ConfigureAwait(false)).Id
            : Guid.TryParseExact(requestedOwner.ToString(), "D", out var id) ? id : (Guid?)null;
        return (caller, owner, owner is not null && owner == caller.Owner
            ? filter with { Scope = CatalogScope.ForOwner(requestedOwner, CatalogAccess.All) }
            : filter);
    }

    // Returns null if no row can match the filter, for example because its owner is not a UUID.
    private ListFilterSql? Compile(CatalogFilter filter, Guid? owner) =>
        (filter.Scope.Owner is null || owner is not null) && new ListFilterSql(filter, owner, _schema!.Enums, _names) is { IsEmpty: false } sql
            ? sql
            : null;
}
