using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class FoldsKeys(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken) =>
        Inner.PutAsync(Fold(location), body, options, cancellationToken);

    public override Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        Inner.OpenReadAsync(Fold(location), range, cancellationToken);

    private static ObjectLocation Fold(ObjectLocation location) => location with { Key = location.Key.ToUpperInvariant() };
}
