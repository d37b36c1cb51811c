using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ReturnsOneETagForAllObjects(IObjectStore inner) : DelegatingObjectStore(inner)
{
    private const string ETag = "\"1\"";

    public override async Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken) =>
        await Inner.PutAsync(location, body, options, cancellationToken) with { ETag = ETag };

    public override async Task<ObjectContent?> OpenReadAsync(
        ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        await Inner.OpenReadAsync(location, range, cancellationToken) is { } content
            ? new ObjectContent(content.Stored with { ETag = ETag }, content.Range, content.Stream)
            : null;

    public override async Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        await Inner.HeadAsync(location, cancellationToken) is { } stored ? stored with { ETag = ETag } : null;
}
