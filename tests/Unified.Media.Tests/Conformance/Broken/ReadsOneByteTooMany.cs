using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class ReadsOneByteTooMany(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        Inner.OpenReadAsync(location, range is { Length: { } length } part ? part with { Length = length + 1 } : range, cancellationToken);
}
