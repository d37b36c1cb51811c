using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Lists items.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var (caller, owner, resolved) = await ResolveAsync(user, query.Filter, cancellationToken).ConfigureAwait(false);
        if (Compile(resolved, owner) is not { } filter)
        {
            return new([], null);
        }

        var reader = new PageReader(_executor, caller, query);
        return LegacyRowsFor(caller, filter) is { } legacyRows
            ? await reader.ReadAsync(new LegacyUnionPage(filter, query, _names, legacyRows).Compose(), cancellationToken).ConfigureAwait(false)
            : await reader.ReadAsync(new KeysetSql(filter, query, _names), cancellationToken).ConfigureAwait(false);
    }

    // The core compares ids of the host. The catalog also recognizes callers who name themselves by their owner id in the database.
    private async ValueTask<(CatalogCaller Caller, Guid? Owner, CatalogFilter Filter)> ResolveAsync(
        MediaUser user, CatalogFilter filter, CancellationToken cancellationToken)
    {
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetCallerAsync(user, cancellationToken).ConfigureAwait(false);
        if (filter.Scope.Owner is not { } named)
        {
            return (caller, null, filter);
        }

        var owner = named == user.Id
            ? (await _owners.GetAsync(named, cancellationToken).ConfigureAwait(false)).Id
            : Guid.TryParseExact(named.ToString(), "D", out var id) ? id : (Guid?)null;
        return (caller, owner, owner is not null && owner == caller.Owner
            ? filter with { Scope = CatalogScope.ForOwner(named, CatalogAccess.All) }
            : filter);
    }

    // Null when no row can match the filter, also because its owner is not a UUID.
    private ListFilterSql? Compile(CatalogFilter filter, Guid? owner) =>
        (filter.Scope.Owner is null || owner is not null) && new ListFilterSql(filter, owner, _prepared!.Enums, _names) is { IsEmpty: false } sql
            ? sql
            : null;
}
