using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

public sealed class CoverageTests : AllSuitesImplementedTests;
