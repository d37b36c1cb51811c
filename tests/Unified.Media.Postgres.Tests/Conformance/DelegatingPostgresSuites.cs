using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class DelegatingPostgresCleaning : MediaCatalogCleaningTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresFacet : MediaCatalogFacetTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresFilter : MediaCatalogFilterTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresIdempotency : MediaCatalogIdempotencyTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresIsolation : MediaCatalogIsolationTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresItem : MediaCatalogItemTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresLifecycle : MediaCatalogLifecycleTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresListing : MediaCatalogListingTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresReservation : MediaCatalogReservationTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresSearch : MediaCatalogSearchTests<DelegatingPostgresHarness>;

public sealed class DelegatingPostgresUpdate : MediaCatalogUpdateTests<DelegatingPostgresHarness>;
