namespace Unified.Media.Postgres.Tests;

public sealed class NewPlans(NewLibrary library) : PlanTests<NewLibrary>(library);

public sealed class OldPlans(OldLibrary library) : PlanTests<OldLibrary>(library);
