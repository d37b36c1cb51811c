using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ConfirmsEveryAttempt(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task<bool> ConfirmAsync(MediaUser user, ConfirmRequest request, CancellationToken cancellationToken)
    {
        await Inner.ConfirmAsync(user, request, cancellationToken);
        return true;
    }
}
