using Unified.Media.Drivers;

namespace Unified.Media.Tests;

/// <summary>Records the users that write items.</summary>
internal sealed class SeesUsers(IMediaCatalog inner, List<MediaUser> seen) : DelegatingMediaCatalog(inner)
{
    public override Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        seen.Add(user);
        return base.ReserveAsync(user, request, cancellationToken);
    }

    public override Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request, CancellationToken cancellationToken)
    {
        seen.Add(user);
        return base.PublishAsync(user, request, cancellationToken);
    }

    public override Task<MediaItem?> UpdateAsync(MediaUser user, CatalogUpdate update, CancellationToken cancellationToken)
    {
        seen.Add(user);
        return base.UpdateAsync(user, update, cancellationToken);
    }

    public override Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        seen.Add(user);
        return base.MarkDeletedAsync(user, id, cancellationToken);
    }
}
