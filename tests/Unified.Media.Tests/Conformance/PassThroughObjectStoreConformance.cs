using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class PassThroughObjectStoreTests : ObjectStoreTests<PassThroughObjectStoreHarness>;

public sealed class PassThroughObjectRangeTests : ObjectRangeTests<PassThroughObjectStoreHarness>;

public sealed class PassThroughObjectStorePreconditionTests : ObjectStorePreconditionTests<PassThroughObjectStoreHarness>;

public sealed class PassThroughObjectStoreStreamTests : ObjectStoreStreamTests<PassThroughObjectStoreHarness>;

public sealed class PassThroughObjectStoreKeyTests : ObjectStoreKeyTests<PassThroughObjectStoreHarness>;

public sealed class PassThroughObjectListingTests : ObjectListingTests<PassThroughObjectStoreHarness>;

public sealed class PassThroughObjectBatchDeleteTests : ObjectBatchDeleteTests<PassThroughObjectStoreHarness>;

public sealed class PassThroughObjectUrlsTests : ObjectUrlsTests<PassThroughObjectStoreHarness>;
