using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class RetiresOnce(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    private readonly HashSet<MediaId> retired = [];

    public override async Task<Retirement?> RetireAsync(MediaUser user, MediaId id, CancellationToken cancellationToken)
    {
        lock (retired)
        {
            if (!retired.Add(id))
            {
                return null;
            }
        }

        return await Inner.RetireAsync(user, id, cancellationToken);
    }
}
