using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class FaultlessFolderObjectStoreTests : ObjectStoreTests<FaultlessFolderHarness>;

public sealed class FaultlessFolderObjectRangeTests : ObjectRangeTests<FaultlessFolderHarness>;

public sealed class FaultlessFolderObjectStorePreconditionTests : ObjectStorePreconditionTests<FaultlessFolderHarness>;

public sealed class FaultlessFolderObjectStoreStreamTests : ObjectStoreStreamTests<FaultlessFolderHarness>;

public sealed class FaultlessFolderObjectStoreKeyTests : ObjectStoreKeyTests<FaultlessFolderHarness>;

public sealed class FaultlessFolderObjectListingTests : ObjectListingTests<FaultlessFolderHarness>;

public sealed class FaultlessFolderObjectBatchDeleteTests : ObjectBatchDeleteTests<FaultlessFolderHarness>;

public sealed class FaultlessFolderObjectUrlsTests : ObjectUrlsTests<FaultlessFolderHarness>;
