using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class LegacyBAllOwners : MediaCatalogAllOwnersTests<LegacyBHarness>;

public sealed class LegacyBCleaning : MediaCatalogCleaningTests<LegacyBHarness>;

public sealed class LegacyBFacet : MediaCatalogFacetTests<LegacyBHarness>;

public sealed class LegacyBFilter : MediaCatalogFilterTests<LegacyBHarness>;

public sealed class LegacyBIdempotency : MediaCatalogIdempotencyTests<LegacyBHarness>;

public sealed class LegacyBIsolation : MediaCatalogIsolationTests<LegacyBHarness>;

public sealed class LegacyBItem : MediaCatalogItemTests<LegacyBHarness>;

public sealed class LegacyBLifecycle : MediaCatalogLifecycleTests<LegacyBHarness>;

public sealed class LegacyBListing : MediaCatalogListingTests<LegacyBHarness>;

public sealed class LegacyBReservation : MediaCatalogReservationTests<LegacyBHarness>;

public sealed class LegacyBRole : MediaCatalogRoleTests<LegacyBHarness>;

public sealed class LegacyBSearch : MediaCatalogSearchTests<LegacyBHarness>;

public sealed class LegacyBUpdate : MediaCatalogUpdateTests<LegacyBHarness>;
