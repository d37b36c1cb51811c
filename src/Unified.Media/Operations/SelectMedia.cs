using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>The ids of a bulk operation: those that were named, or those of every page that the query finds.</summary>
internal sealed class SelectMedia(GetUserUnifiedMedia list)
{
    private const int PageSize = 200;

    public async IAsyncEnumerable<MediaId> RunAsync(
        MediaUser user, MediaSelection selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in selection.Ids ?? [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }

        if (selection.Query is not { } query)
        {
            yield break;
        }

        // By time unless a cursor fixes the order: changing titles while walking by title would meet items twice.
        var asked = query with { PageSize = PageSize, Sort = query.Cursor is null ? MediaSort.Newest : query.Sort, IncludeMetadata = false };
        string? cursor;
        do
        {
            var page = await list.RunAsync(user, asked, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item.Id;
            }

            cursor = page.NextCursor;
            asked = asked with { Cursor = cursor };
        }
        while (cursor is not null);
    }
}
