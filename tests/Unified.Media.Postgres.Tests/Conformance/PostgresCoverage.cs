using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class PostgresCoverage : AllSuitesImplementedTests;
