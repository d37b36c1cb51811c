using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class SharesKeysBetweenOwners(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    private readonly Dictionary<string, MediaUser> _firstUsers = [];

    public override Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        lock (_firstUsers)
        {
            if (request.IdempotencyKey is { } key && !_firstUsers.TryAdd(key, user))
            {
                user = _firstUsers[key];
            }
        }

        return Inner.ReserveAsync(user, request, cancellationToken);
    }
}
