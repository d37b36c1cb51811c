using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class InMemoryMediaCatalogReservationTests : MediaCatalogReservationTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogLifecycleTests : MediaCatalogLifecycleTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogAllOwnersTests : MediaCatalogAllOwnersTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogCleaningTests : MediaCatalogCleaningTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogRoleTests : MediaCatalogRoleTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogListingTests : MediaCatalogListingTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogLargeListTests(LargeLibrary<InMemoryMediaCatalogHarness> library)
    : MediaCatalogLargeListTests<InMemoryMediaCatalogHarness>(library);

public sealed class InMemoryMediaCatalogFilterTests : MediaCatalogFilterTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogSearchTests : MediaCatalogSearchTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogFacetTests : MediaCatalogFacetTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogUpdateTests : MediaCatalogUpdateTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogIsolationTests : MediaCatalogIsolationTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogIdempotencyTests : MediaCatalogIdempotencyTests<InMemoryMediaCatalogHarness>;

public sealed class InMemoryMediaCatalogItemTests : MediaCatalogItemTests<InMemoryMediaCatalogHarness>;
