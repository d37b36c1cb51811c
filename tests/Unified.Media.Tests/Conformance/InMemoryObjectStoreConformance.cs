using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class InMemoryObjectStoreTests : ObjectStoreTests<InMemoryObjectStoreHarness>;

public sealed class InMemoryObjectRangeTests : ObjectRangeTests<InMemoryObjectStoreHarness>;

public sealed class InMemoryObjectStorePreconditionTests : ObjectStorePreconditionTests<InMemoryObjectStoreHarness>;

public sealed class InMemoryObjectStoreStreamTests : ObjectStoreStreamTests<InMemoryObjectStoreHarness>;

public sealed class InMemoryObjectStoreKeyTests : ObjectStoreKeyTests<InMemoryObjectStoreHarness>;

public sealed class InMemoryObjectListingTests : ObjectListingTests<InMemoryObjectStoreHarness>;

public sealed class InMemoryObjectBatchDeleteTests : ObjectBatchDeleteTests<InMemoryObjectStoreHarness>;

public sealed class InMemoryObjectUrlsTests : ObjectUrlsTests<InMemoryObjectStoreHarness>;
