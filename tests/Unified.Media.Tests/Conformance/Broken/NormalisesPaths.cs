using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class NormalisesPaths(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken) =>
        Inner.PutAsync(Normalise(location), body, options, cancellationToken);

    public override Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        Inner.OpenReadAsync(Normalise(location), range, cancellationToken);

    private static ObjectLocation Normalise(ObjectLocation location) =>
        location with { Key = Path.GetFullPath("/" + location.Key.Replace("\0", "", StringComparison.Ordinal))[1..] };
}
