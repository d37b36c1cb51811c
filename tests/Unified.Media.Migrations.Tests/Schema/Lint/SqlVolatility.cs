namespace Unified.Media.Migrations.Tests;

/// <summary>The volatility of a function, the strictest first.</summary>
internal enum SqlVolatility
{
    Immutable,
    Stable,
    Volatile,
}
