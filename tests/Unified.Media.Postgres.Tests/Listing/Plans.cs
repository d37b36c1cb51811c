using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class NewTablePlanTests(LargeLibrary<NewPostgresHarness> library) : PlanTests<NewPostgresHarness>(library);

public sealed class LegacyTablePlanTests(LargeLibrary<NewLegacyHarness> library) : PlanTests<NewLegacyHarness>(library);
