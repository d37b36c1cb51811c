using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class NewPlans(LargeLibrary<PostgresHarness> library) : PlanTests<PostgresHarness>(library);

public sealed class OldPlans(LargeLibrary<LegacyAHarness> library) : PlanTests<LegacyAHarness>(library);
