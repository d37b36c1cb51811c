using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>Gets the ids of a bulk operation: the listed ids, or the ids on every page of the query.</summary>
internal sealed class SelectMedia(GetUserUnifiedMedia getUserMedia)
{
    private const int PageSize = 200;

    public async IAsyncEnumerable<MediaId> SelectAsync(
        MediaUser user, MediaSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in selection.Ids ?? [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }

        if (selection.Filter is not { } filter)
        {
            yield break;
        }

        var query = MediaQuery.Of(filter);

        // Lists by time, because in title order an item whose title changes during the operation could appear twice. A query with a cursor keeps its
        // order, because the cursor is valid for that order only.
        var pageQuery = query with { PageSize = PageSize, Sort = query.Cursor is null ? MediaSort.Newest : query.Sort, OmitMetadata = true };
        string? cursor;
        do
        {
            var page = await getUserMedia.ListAsync(user, pageQuery, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item.Id;
            }

            cursor = page.NextCursor;
            pageQuery = pageQuery with { Cursor = cursor };
        }
        while (cursor is not null);
    }
}
