using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

public sealed class FaultlessObjectStoreTests : ObjectStoreTests<FaultlessHarness>;

public sealed class FaultlessObjectRangeTests : ObjectRangeTests<FaultlessHarness>;

public sealed class FaultlessObjectStorePreconditionTests : ObjectStorePreconditionTests<FaultlessHarness>;

public sealed class FaultlessObjectStoreStreamTests : ObjectStoreStreamTests<FaultlessHarness>;

public sealed class FaultlessObjectStoreKeyTests : ObjectStoreKeyTests<FaultlessHarness>;

public sealed class FaultlessObjectListingTests : ObjectListingTests<FaultlessHarness>;

public sealed class FaultlessObjectBatchDeleteTests : ObjectBatchDeleteTests<FaultlessHarness>;

public sealed class FaultlessObjectUrlsTests : ObjectUrlsTests<FaultlessHarness>;
