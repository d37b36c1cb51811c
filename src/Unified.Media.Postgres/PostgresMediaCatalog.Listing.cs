using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Lists.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var (caller, owner, asked) = await ResolveAsync(user, query.Filter, cancellationToken).ConfigureAwait(false);
        if (Compile(asked, owner) is not { } filter)
        {
            return new([], null);
        }

        var reader = new PageReader(_executor, caller, query);
        return LegacyRowsFor(caller, filter) is { } legacyRows
            ? await reader.ReadAsync(new LegacyUnionPage(filter, query, _names, legacyRows).Compose(), cancellationToken).ConfigureAwait(false)
            : await reader.ReadAsync(new KeysetSql(filter, query, _names), cancellationToken).ConfigureAwait(false);
    }

    // The core compares the host's ids. The catalog also knows a caller who names the owner by the database's own id.
    private async ValueTask<(CatalogCaller Caller, Guid? Owner, CatalogFilter Filter)> ResolveAsync(
        MediaUser user, CatalogFilter filter, CancellationToken cancellationToken)
    {
        await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetCallerAsync(user, cancellationToken).ConfigureAwait(false);
        var owner = filter.Owner == user.Id
            ? (await _owners.GetAsync(filter.Owner, cancellationToken).ConfigureAwait(false)).Id
            : Guid.TryParseExact(filter.Owner.ToString(), "D", out var id) ? id : (Guid?)null;
        return (caller, owner, owner is not null && owner == caller.Owner ? filter with { Access = CatalogAccess.All } : filter);
    }

    // Null when no row can fulfil the filter.
    private ListFilterSql? Compile(CatalogFilter filter, Guid? owner) =>
        owner is { } id && new ListFilterSql(filter, id, _prepared!.Enums, _names) is { IsEmpty: false } sql ? sql : null;
}
