using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class PostgresAllOwners : MediaCatalogAllOwnersTests<PostgresHarness>;

public sealed class PostgresCleaning : MediaCatalogCleaningTests<PostgresHarness>;

public sealed class PostgresFacet : MediaCatalogFacetTests<PostgresHarness>;

public sealed class PostgresFilter : MediaCatalogFilterTests<PostgresHarness>;

public sealed class PostgresIdempotency : MediaCatalogIdempotencyTests<PostgresHarness>;

public sealed class PostgresIsolation : MediaCatalogIsolationTests<PostgresHarness>;

public sealed class PostgresItem : MediaCatalogItemTests<PostgresHarness>;

public sealed class PostgresLifecycle : MediaCatalogLifecycleTests<PostgresHarness>;

public sealed class PostgresListing : MediaCatalogListingTests<PostgresHarness>;

public sealed class PostgresLargeList(LargeLibrary<PostgresHarness> library) : MediaCatalogLargeListTests<PostgresHarness>(library);

public sealed class PostgresReservation : MediaCatalogReservationTests<PostgresHarness>;

public sealed class PostgresRole : MediaCatalogRoleTests<PostgresHarness>;

public sealed class PostgresSearch : MediaCatalogSearchTests<PostgresHarness>;

public sealed class PostgresUpdate : MediaCatalogUpdateTests<PostgresHarness>;
