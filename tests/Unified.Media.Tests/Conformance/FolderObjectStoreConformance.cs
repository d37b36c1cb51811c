using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class FolderObjectStoreTests : ObjectStoreTests<FolderObjectStoreHarness>;

public sealed class FolderObjectRangeTests : ObjectRangeTests<FolderObjectStoreHarness>;

public sealed class FolderObjectStorePreconditionTests : ObjectStorePreconditionTests<FolderObjectStoreHarness>;

public sealed class FolderObjectStoreStreamTests : ObjectStoreStreamTests<FolderObjectStoreHarness>;

public sealed class FolderObjectStoreKeyTests : ObjectStoreKeyTests<FolderObjectStoreHarness>;

public sealed class FolderObjectListingTests : ObjectListingTests<FolderObjectStoreHarness>;

public sealed class FolderObjectBatchDeleteTests : ObjectBatchDeleteTests<FolderObjectStoreHarness>;

public sealed class FolderObjectUrlsTests : ObjectUrlsTests<FolderObjectStoreHarness>;
