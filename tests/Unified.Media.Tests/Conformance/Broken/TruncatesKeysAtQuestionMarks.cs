using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class TruncatesKeysAtQuestionMarks(IObjectStore inner) : RenamingObjectStore(inner)
{
    protected override ObjectLocation Rename(ObjectLocation location) => location with { Key = location.Key.Split('?')[0] };
}
