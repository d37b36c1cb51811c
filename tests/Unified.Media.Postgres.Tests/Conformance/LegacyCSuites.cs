using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class LegacyCAllOwners : MediaCatalogAllOwnersTests<LegacyCHarness>;

public sealed class LegacyCCleaning : MediaCatalogCleaningTests<LegacyCHarness>;

public sealed class LegacyCFacet : MediaCatalogFacetTests<LegacyCHarness>;

public sealed class LegacyCFilter : MediaCatalogFilterTests<LegacyCHarness>;

public sealed class LegacyCIdempotency : MediaCatalogIdempotencyTests<LegacyCHarness>;

public sealed class LegacyCIsolation : MediaCatalogIsolationTests<LegacyCHarness>;

public sealed class LegacyCItem : MediaCatalogItemTests<LegacyCHarness>;

public sealed class LegacyCLifecycle : MediaCatalogLifecycleTests<LegacyCHarness>;

public sealed class LegacyCListing : MediaCatalogListingTests<LegacyCHarness>;

public sealed class LegacyCReservation : MediaCatalogReservationTests<LegacyCHarness>;

public sealed class LegacyCRole : MediaCatalogRoleTests<LegacyCHarness>;

public sealed class LegacyCSearch : MediaCatalogSearchTests<LegacyCHarness>;

public sealed class LegacyCUpdate : MediaCatalogUpdateTests<LegacyCHarness>;
