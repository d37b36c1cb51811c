using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class CompletesDeletionInEveryRole(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    public override async Task CompleteDeletionAsync(LedgerObject deleted, CancellationToken cancellationToken)
    {
        foreach (var role in new[] { "original", "thumb-320", "poster" })
        {
            await Inner.CompleteDeletionAsync(deleted with { Role = ObjectRole.Parse(role) }, cancellationToken);
        }
    }
}
