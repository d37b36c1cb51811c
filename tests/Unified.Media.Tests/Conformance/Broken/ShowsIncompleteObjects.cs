using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ShowsIncompleteObjects(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        if (options.Mode == PutMode.CreateNew)
        {
            await Inner.PutAsync(location, ObjectBody.FromBytes(ReadOnlyMemory<byte>.Empty), options, cancellationToken);
        }

        return await Inner.PutAsync(location, body, options with { Mode = PutMode.Overwrite }, cancellationToken);
    }
}
