namespace Unified.Media;

/// <summary>
/// Lists the public items of all owners or of one owner. The catalog is always read as the anonymous user, so neither a driver nor a database
/// returns a private item.
/// </summary>
internal sealed class GetPublicMedia(ListPage listPage)
{
    public Task<MediaPage> ListAsync(MediaQuery query, CancellationToken cancellationToken) =>
        listPage.ReadAsync(MediaUser.Anonymous, QueryValidator.ValidatePublic(query), query.Cursor, cancellationToken);
}
