using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

public sealed class LegacyCHarness : LegacyHarness
{
    private protected override DatabaseTemplate Template => DatabaseTemplate.LegacyCRows;
}
