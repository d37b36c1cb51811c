using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class FindsPrivateItems(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
        Inner.FindAsync(MediaUser.Service, ids, cancellationToken);
}
