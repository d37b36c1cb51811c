using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class SharesKeysBetweenOwners(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    private readonly Dictionary<string, MediaUser> firstUsers = [];

    public override Task<ReserveResult> ReserveAsync(MediaUser user, ReserveRequest request, CancellationToken cancellationToken)
    {
        lock (firstUsers)
        {
            if (request.IdempotencyKey is { } key && !firstUsers.TryAdd(key, user))
            {
                user = firstUsers[key];
            }
        }

        return Inner.ReserveAsync(user, request, cancellationToken);
    }
}
