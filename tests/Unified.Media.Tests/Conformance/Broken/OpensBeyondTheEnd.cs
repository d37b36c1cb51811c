using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class OpensBeyondTheEnd(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override async Task<ObjectContent?> OpenReadAsync(
        ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        await Inner.OpenReadAsync(location, range, cancellationToken) is { } content
            ? content
            : await Inner.HeadAsync(location, cancellationToken) is { } stored
                ? new ObjectContent(stored, new(stored.SizeBytes, 0), new MemoryStream())
                : null;
}
