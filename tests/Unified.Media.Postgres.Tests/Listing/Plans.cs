using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class NewTablePlanTests(LargeLibrary<PostgresHarness> library) : PlanTests<PostgresHarness>(library);

public sealed class LegacyTablePlanTests(LargeLibrary<LegacyAHarness> library) : PlanTests<LegacyAHarness>(library);
