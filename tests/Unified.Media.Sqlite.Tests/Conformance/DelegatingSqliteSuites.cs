using Unified.Media.Testing;

namespace Unified.Media.Sqlite.Tests;

public sealed class DelegatingSqliteAllOwners : MediaCatalogAllOwnersTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteCleaning : MediaCatalogCleaningTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteFacet : MediaCatalogFacetTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteFilter : MediaCatalogFilterTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteIdempotency : MediaCatalogIdempotencyTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteIsolation : MediaCatalogIsolationTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteItem : MediaCatalogItemTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteLifecycle : MediaCatalogLifecycleTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteListing : MediaCatalogListingTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteLargeList(LargeLibrary<DelegatingSqliteHarness> library)
    : MediaCatalogLargeListTests<DelegatingSqliteHarness>(library);

public sealed class DelegatingSqliteReservation : MediaCatalogReservationTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteRole : MediaCatalogRoleTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteSearch : MediaCatalogSearchTests<DelegatingSqliteHarness>;

public sealed class DelegatingSqliteUpdate : MediaCatalogUpdateTests<DelegatingSqliteHarness>;
