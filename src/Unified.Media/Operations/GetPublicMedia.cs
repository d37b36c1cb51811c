namespace Unified.Media;

/// <summary>
/// Lists public items of all owners, or of one. The catalog always reads as the anonymous user, so neither a driver nor a database can return a
/// private item.
/// </summary>
internal sealed class GetPublicMedia(ListPage page)
{
    public Task<MediaPage> ListAsync(MediaQuery query, CancellationToken cancellationToken) =>
        page.ReadAsync(MediaUser.Anonymous, QueryValidator.ValidatePublic(query), query.Cursor, cancellationToken);
}
