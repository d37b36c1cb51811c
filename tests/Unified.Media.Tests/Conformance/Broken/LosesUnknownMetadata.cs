using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class LosesUnknownMetadata(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
    {
        var title = System.Text.Json.JsonSerializer.Serialize(request.Item.Title);
        var kept = request.Item with { Metadata = MediaMetadata.FromJson($"{{\"title\":{title}}}") };
        return Inner.PublishAsync(user, request with { Item = kept }, cancellationToken);
    }
}
