using Unified.Media.Testing;

namespace Unified.Media.Tests.Conformance;

public sealed class SigningObjectStoreTests : ObjectStoreTests<SigningObjectStoreHarness>;

public sealed class SigningObjectRangeTests : ObjectRangeTests<SigningObjectStoreHarness>;

public sealed class SigningObjectStorePreconditionTests : ObjectStorePreconditionTests<SigningObjectStoreHarness>;

public sealed class SigningObjectStoreStreamTests : ObjectStoreStreamTests<SigningObjectStoreHarness>;

public sealed class SigningObjectStoreKeyTests : ObjectStoreKeyTests<SigningObjectStoreHarness>;

public sealed class SigningObjectListingTests : ObjectListingTests<SigningObjectStoreHarness>;

public sealed class SigningObjectBatchDeleteTests : ObjectBatchDeleteTests<SigningObjectStoreHarness>;

public sealed class SigningObjectUrlsTests : ObjectUrlsTests<SigningObjectStoreHarness>;
