using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class CompletesDeletionOfAnyAttempt(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Inner.CompleteDeletionAsync(deleted with { Attempt = attempt }, cancellationToken);
        }
    }
}
