using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ReturnsOriginalsOnly(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
        await Inner.MarkDeletedAsync(user, id, cancellationToken) is { } deleted
            ? deleted with { Objects = [.. deleted.Objects.Where(item => item.Role.IsOriginal)] }
            : null;
}
