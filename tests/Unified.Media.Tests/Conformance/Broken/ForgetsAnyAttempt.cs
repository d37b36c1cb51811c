using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ForgetsAnyAttempt(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task ForgetAsync(LedgerObject erased, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Inner.ForgetAsync(erased with { Attempt = attempt }, cancellationToken);
        }
    }
}
