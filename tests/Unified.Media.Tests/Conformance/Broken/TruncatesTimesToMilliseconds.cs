using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class TruncatesTimesToMilliseconds(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
    {
        var created = DateTimeOffset.FromUnixTimeMilliseconds(request.Item.CreatedAt.ToUnixTimeMilliseconds());
        return Inner.PublishAsync(user, request with { Item = request.Item with { CreatedAt = created } }, cancellationToken);
    }
}
