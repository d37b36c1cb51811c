using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class FaultlessObjectStoreTests : ObjectStoreTests<FaultlessObjectStoreHarness>;

public sealed class FaultlessObjectRangeTests : ObjectRangeTests<FaultlessObjectStoreHarness>;

public sealed class FaultlessObjectStorePreconditionTests : ObjectStorePreconditionTests<FaultlessObjectStoreHarness>;

public sealed class FaultlessObjectStoreStreamTests : ObjectStoreStreamTests<FaultlessObjectStoreHarness>;

public sealed class FaultlessObjectStoreKeyTests : ObjectStoreKeyTests<FaultlessObjectStoreHarness>;

public sealed class FaultlessObjectListingTests : ObjectListingTests<FaultlessObjectStoreHarness>;

public sealed class FaultlessObjectBatchDeleteTests : ObjectBatchDeleteTests<FaultlessObjectStoreHarness>;

public sealed class FaultlessObjectUrlsTests : ObjectUrlsTests<FaultlessObjectStoreHarness>;
