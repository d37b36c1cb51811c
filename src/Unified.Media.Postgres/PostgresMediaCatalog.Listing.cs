using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Lists and counts.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var (caller, owner, filter) = await ResolveAsync(user, query.Filter, cancellationToken).ConfigureAwait(false);
        var selection = Select(owner, query with { Filter = filter });
        if (selection is null)
        {
            return new([], null);
        }

        var order = Order.Of(query.Sort);
        if (OlderRowsFor(caller, selection) is { } older)
        {
            return await new MixedPage(_executor, caller, selection, order, _names, older)
                .RunAsync(query.IncludeMetadata, cancellationToken).ConfigureAwait(false);
        }

        var columns = query.IncludeMetadata ? ItemReader.Columns : ItemReader.SlimColumns;
        var search = new Search(
            _executor, caller.Role, selection, new(selection, order, _names, columns), order, new(caller, query.IncludeMetadata));
        return await search.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    // The core compares the host's ids; the catalog also knows a caller who names the owner by the id that the database has for them.
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

    private Selection? Select(Guid? owner, CatalogQuery query) =>
        owner is { } whose ? Selection.Of(whose, query, _prepared!.Vocabulary, _names) : null;
}
