namespace Unified.Media;

/// <summary>Lists the items of an owner, or of all owners for the service.</summary>
internal sealed class GetUserUnifiedMedia(ListPage listPage)
{
    public Task<MediaPage> ListAsync(MediaUser user, MediaQuery query, CancellationToken cancellationToken) =>
        listPage.ReadAsync(user, QueryValidator.Validate(user, query), query.Cursor, cancellationToken);
}
