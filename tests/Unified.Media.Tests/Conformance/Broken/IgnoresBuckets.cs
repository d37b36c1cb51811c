using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class IgnoresBuckets(IObjectStore inner) : RenamingObjectStore(inner)
{
    protected override ObjectLocation Rename(ObjectLocation location) => location with { Bucket = "one" };
}
