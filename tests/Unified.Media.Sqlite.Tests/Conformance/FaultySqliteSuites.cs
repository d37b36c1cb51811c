using Unified.Media.Testing;

namespace Unified.Media.Sqlite.Tests;

public sealed class FaultySqliteAllOwners : MediaCatalogAllOwnersTests<FaultySqliteHarness>;

public sealed class FaultySqliteCleaning : MediaCatalogCleaningTests<FaultySqliteHarness>;

public sealed class FaultySqliteFacet : MediaCatalogFacetTests<FaultySqliteHarness>;

public sealed class FaultySqliteFilter : MediaCatalogFilterTests<FaultySqliteHarness>;

public sealed class FaultySqliteIdempotency : MediaCatalogIdempotencyTests<FaultySqliteHarness>;

public sealed class FaultySqliteIsolation : MediaCatalogIsolationTests<FaultySqliteHarness>;

public sealed class FaultySqliteItem : MediaCatalogItemTests<FaultySqliteHarness>;

public sealed class FaultySqliteLifecycle : MediaCatalogLifecycleTests<FaultySqliteHarness>;

public sealed class FaultySqliteListing : MediaCatalogListingTests<FaultySqliteHarness>;

public sealed class FaultySqliteLargeList(LargeLibrary<FaultySqliteHarness> library) : MediaCatalogLargeListTests<FaultySqliteHarness>(library);

public sealed class FaultySqliteReservation : MediaCatalogReservationTests<FaultySqliteHarness>;

public sealed class FaultySqliteRole : MediaCatalogRoleTests<FaultySqliteHarness>;

public sealed class FaultySqliteSearch : MediaCatalogSearchTests<FaultySqliteHarness>;

public sealed class FaultySqliteUpdate : MediaCatalogUpdateTests<FaultySqliteHarness>;
