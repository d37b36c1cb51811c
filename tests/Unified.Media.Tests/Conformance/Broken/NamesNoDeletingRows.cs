using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class NamesNoDeletingRows(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    private readonly HashSet<ObjectLocation> retired = [];

    public override async Task<Retirement?> RetireAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        var retirement = await Inner.RetireAsync(user, id, cancellationToken);
        lock (retired)
        {
            retired.UnionWith(retirement?.Objects.Select(item => item.Location) ?? []);
        }

        return retirement;
    }

    public override async Task<IReadOnlyList<ObjectLocation>> FindUnreferencedAsync(
        IReadOnlyCollection<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        var unreferenced = await Inner.FindUnreferencedAsync(locations, cancellationToken);
        return [.. unreferenced.Union(locations.Where(retired.Contains))];
    }
}
