using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class PassThroughFolderObjectStoreTests : ObjectStoreTests<PassThroughFolderHarness>;

public sealed class PassThroughFolderObjectRangeTests : ObjectRangeTests<PassThroughFolderHarness>;

public sealed class PassThroughFolderObjectStorePreconditionTests : ObjectStorePreconditionTests<PassThroughFolderHarness>;

public sealed class PassThroughFolderObjectStoreStreamTests : ObjectStoreStreamTests<PassThroughFolderHarness>;

public sealed class PassThroughFolderObjectStoreKeyTests : ObjectStoreKeyTests<PassThroughFolderHarness>;

public sealed class PassThroughFolderObjectListingTests : ObjectListingTests<PassThroughFolderHarness>;

public sealed class PassThroughFolderObjectBatchDeleteTests : ObjectBatchDeleteTests<PassThroughFolderHarness>;

public sealed class PassThroughFolderObjectUrlsTests : ObjectUrlsTests<PassThroughFolderHarness>;
