using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class FaultlessMediaCatalogReservationTests : MediaCatalogReservationTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogRoleTests : MediaCatalogRoleTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogLifecycleTests : MediaCatalogLifecycleTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogAllOwnersTests : MediaCatalogAllOwnersTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogCleaningTests : MediaCatalogCleaningTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogListingTests : MediaCatalogListingTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogLargeListTests(LargeLibrary<FaultlessMediaCatalogHarness> library)
    : MediaCatalogLargeListTests<FaultlessMediaCatalogHarness>(library);

public sealed class FaultlessMediaCatalogFilterTests : MediaCatalogFilterTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogSearchTests : MediaCatalogSearchTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogFacetTests : MediaCatalogFacetTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogUpdateTests : MediaCatalogUpdateTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogIsolationTests : MediaCatalogIsolationTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogIdempotencyTests : MediaCatalogIdempotencyTests<FaultlessMediaCatalogHarness>;

public sealed class FaultlessMediaCatalogItemTests : MediaCatalogItemTests<FaultlessMediaCatalogHarness>;
