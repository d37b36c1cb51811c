using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ClaimsTheSameRowTwice(IMediaCatalog inner) : DelegatingMediaCatalog(inner)
{
    private IReadOnlyList<LedgerObject> last = [];

    public override async Task<IReadOnlyList<LedgerObject>> ClaimUnfinishedAsync(int limit, CancellationToken cancellationToken)
    {
        var claimed = await Inner.ClaimUnfinishedAsync(limit, cancellationToken);
        var again = claimed.Count == 0 ? last : claimed;
        last = claimed;
        return again;
    }
}
