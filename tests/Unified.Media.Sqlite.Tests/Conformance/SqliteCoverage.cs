using Unified.Media.Testing;

namespace Unified.Media.Sqlite.Tests;

public sealed class SqliteCoverage : AllSuitesImplementedTests;
