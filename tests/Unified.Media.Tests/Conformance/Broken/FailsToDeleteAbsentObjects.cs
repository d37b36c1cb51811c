using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class FailsToDeleteAbsentObjects(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override async Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        if (await Inner.HeadAsync(location, cancellationToken) is null)
        {
            throw new MediaNotFoundException("There is none.");
        }

        await Inner.DeleteAsync(location, cancellationToken);
    }
}
