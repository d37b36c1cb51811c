using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

public sealed class LegacyBHarness : LegacyHarness
{
    private protected override DatabaseTemplate Template => DatabaseTemplate.LegacyBRows;
}
