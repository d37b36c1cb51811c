using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class DecodesKeys(IObjectStore inner) : RenamingObjectStore(inner)
{
    protected override ObjectLocation Rename(ObjectLocation location) => location with { Key = Uri.UnescapeDataString(location.Key) };
}
