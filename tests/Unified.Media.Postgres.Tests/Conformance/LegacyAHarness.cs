using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

public sealed class LegacyAHarness : LegacyHarness
{
    private protected override DatabaseTemplate Template => DatabaseTemplate.LegacyARows;
}
