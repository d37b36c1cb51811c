using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class IgnoresBuckets(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken) =>
        Inner.PutAsync(location with { Bucket = "one" }, body, options, cancellationToken);

    public override Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        Inner.OpenReadAsync(location with { Bucket = "one" }, range, cancellationToken);

    public override Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        Inner.HeadAsync(location with { Bucket = "one" }, cancellationToken);
}
