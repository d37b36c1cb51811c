using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

/// <summary>Returns an error for objects that were absent.</summary>
public sealed class ReportsAbsentAsFailed(IObjectStore inner) : DelegatingObjectStore(inner), IObjectBatchDelete
{
    public int MaxBatchSize => 100;

    public async Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken)
    {
        var results = new List<ObjectDeleteResult>();
        foreach (var location in locations)
        {
            var isThere = await Inner.HeadAsync(location, cancellationToken) is not null;
            await Inner.DeleteAsync(location, cancellationToken);
            results.Add(new() { Location = location, Error = isThere ? null : new MediaNotFoundException("There is none.") });
        }

        return results;
    }
}
