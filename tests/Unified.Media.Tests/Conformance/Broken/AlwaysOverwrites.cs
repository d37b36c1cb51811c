using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class AlwaysOverwrites(IObjectStore inner) : DelegatingObjectStore(inner)
{
    public override Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken) =>
        Inner.PutAsync(location, body, options with { Mode = PutMode.Overwrite }, cancellationToken);
}
