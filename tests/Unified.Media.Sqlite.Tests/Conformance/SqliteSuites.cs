using Unified.Media.Testing;

namespace Unified.Media.Sqlite.Tests;

public sealed class SqliteAllOwners : MediaCatalogAllOwnersTests<SqliteHarness>;

public sealed class SqliteCleaning : MediaCatalogCleaningTests<SqliteHarness>;

public sealed class SqliteFacet : MediaCatalogFacetTests<SqliteHarness>;

public sealed class SqliteFilter : MediaCatalogFilterTests<SqliteHarness>;

public sealed class SqliteIdempotency : MediaCatalogIdempotencyTests<SqliteHarness>;

public sealed class SqliteIsolation : MediaCatalogIsolationTests<SqliteHarness>;

public sealed class SqliteItem : MediaCatalogItemTests<SqliteHarness>;

public sealed class SqliteLifecycle : MediaCatalogLifecycleTests<SqliteHarness>;

public sealed class SqliteListing : MediaCatalogListingTests<SqliteHarness>;

public sealed class SqliteLargeList(LargeLibrary<SqliteHarness> library) : MediaCatalogLargeListTests<SqliteHarness>(library);

public sealed class SqliteReservation : MediaCatalogReservationTests<SqliteHarness>;

public sealed class SqliteRole : MediaCatalogRoleTests<SqliteHarness>;

public sealed class SqliteSearch : MediaCatalogSearchTests<SqliteHarness>;

public sealed class SqliteUpdate : MediaCatalogUpdateTests<SqliteHarness>;
