using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class LegacyAAllOwners : MediaCatalogAllOwnersTests<LegacyAHarness>;

public sealed class LegacyACleaning : MediaCatalogCleaningTests<LegacyAHarness>;

public sealed class LegacyAFacet : MediaCatalogFacetTests<LegacyAHarness>;

public sealed class LegacyAFilter : MediaCatalogFilterTests<LegacyAHarness>;

public sealed class LegacyAIdempotency : MediaCatalogIdempotencyTests<LegacyAHarness>;

public sealed class LegacyAIsolation : MediaCatalogIsolationTests<LegacyAHarness>;

public sealed class LegacyAItem : MediaCatalogItemTests<LegacyAHarness>;

public sealed class LegacyALifecycle : MediaCatalogLifecycleTests<LegacyAHarness>;

public sealed class LegacyAListing : MediaCatalogListingTests<LegacyAHarness>;

public sealed class LegacyALargeList(LargeLibrary<LegacyAHarness> library) : MediaCatalogLargeListTests<LegacyAHarness>(library);

public sealed class LegacyAReservation : MediaCatalogReservationTests<LegacyAHarness>;

public sealed class LegacyARole : MediaCatalogRoleTests<LegacyAHarness>;

public sealed class LegacyASearch : MediaCatalogSearchTests<LegacyAHarness>;

public sealed class LegacyAUpdate : MediaCatalogUpdateTests<LegacyAHarness>;
