using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class ConformanceCoverageTests : AllSuitesImplementedTests;
