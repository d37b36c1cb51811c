namespace Unified.Media.Migrations.Tests;

/// <summary>How much a function promises, the strictest first.</summary>
internal enum SqlVolatility
{
    Immutable,
    Stable,
    Volatile,
}
