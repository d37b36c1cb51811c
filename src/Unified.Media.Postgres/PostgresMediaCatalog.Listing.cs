using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>Lists and counts.</summary>
internal sealed partial class PostgresMediaCatalog
{
    public async Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var (caller, selection) = await SelectAsync(user, query, cancellationToken).ConfigureAwait(false);
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

    // Whom the query is about is checked first: it is the caller's mistake to name nobody.
    private async ValueTask<(CatalogCaller Caller, Selection? Selection)> SelectAsync(
        MediaUser user, CatalogQuery query, CancellationToken cancellationToken)
    {
        var asked = AccessRule.OwnerOf(user, query.Owner);
        var prepared = await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetCallerAsync(user, cancellationToken).ConfigureAwait(false);
        var owner = asked == user.Id
            ? (await _owners.GetAsync(asked, cancellationToken).ConfigureAwait(false)).Id
            : Guid.TryParseExact(asked.ToString(), "D", out var id) ? id : (Guid?)null;
        return (caller, owner is { } whose ? Selection.Of(whose, caller.SeesAll(whose), query, prepared.Vocabulary, _names) : null);
    }
}
