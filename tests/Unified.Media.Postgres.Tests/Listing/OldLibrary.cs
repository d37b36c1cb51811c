using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>In a table of the library's predecessor, with enums, profiles and older policies.</summary>
public sealed class OldLibrary : LargeLibrary
{
    private protected override DatabaseTemplate Template => DatabaseTemplate.LegacyARows;

    private protected override bool HasProfiles => true;

    private protected override Func<string, string> Spell => word => word.ToUpperInvariant();
}
