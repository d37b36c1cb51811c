using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class FaultyPostgresCleaning : MediaCatalogCleaningTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresFacet : MediaCatalogFacetTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresFilter : MediaCatalogFilterTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresIdempotency : MediaCatalogIdempotencyTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresIsolation : MediaCatalogIsolationTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresItem : MediaCatalogItemTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresLifecycle : MediaCatalogLifecycleTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresListing : MediaCatalogListingTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresReservation : MediaCatalogReservationTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresSearch : MediaCatalogSearchTests<FaultyPostgresHarness>;

public sealed class FaultyPostgresUpdate : MediaCatalogUpdateTests<FaultyPostgresHarness>;
