using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class NormalizesPaths(IObjectStore inner) : RenamingObjectStore(inner)
{
    protected override ObjectLocation Rename(ObjectLocation location) =>
        location with { Key = Path.GetFullPath("/" + location.Key.Replace("\0", "", StringComparison.Ordinal))[1..] };
}
