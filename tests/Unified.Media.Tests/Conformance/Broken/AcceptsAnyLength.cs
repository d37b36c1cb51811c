using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class AcceptsAnyLength(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken)
    {
        await using var stream = await body.OpenReadAsync(cancellationToken);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken);
        return await Inner.PutAsync(location, ObjectBody.FromBytes(memory.ToArray()), options, cancellationToken);
    }
}
