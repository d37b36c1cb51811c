using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class RetiresTheLastAttemptOnly(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<Retirement?> RetireAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
        await Inner.RetireAsync(user, id, cancellationToken) is { } retirement
            ? retirement with { Objects = [retirement.Objects[^1]] }
            : null;
}
