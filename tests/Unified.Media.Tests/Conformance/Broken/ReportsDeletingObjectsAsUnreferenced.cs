using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ReportsDeletingObjectsAsUnreferenced(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    private readonly HashSet<ObjectLocation> _deleted = [];

    public override async Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        var deleted = await Inner.MarkDeletedAsync(user, id, cancellationToken);
        lock (_deleted)
        {
            _deleted.UnionWith(deleted?.Objects.Select(item => item.Location) ?? []);
        }

        return deleted;
    }

    public override async Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        var unreferenced = await Inner.FindUnreferencedAsync(locations, cancellationToken);
        return [.. unreferenced.Union(locations.Where(_deleted.Contains))];
    }
}
