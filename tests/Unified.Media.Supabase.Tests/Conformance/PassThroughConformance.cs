using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

public sealed class PassThroughObjectStoreTests : ObjectStoreTests<PassThroughHarness>;

public sealed class PassThroughObjectRangeTests : ObjectRangeTests<PassThroughHarness>;

public sealed class PassThroughObjectStorePreconditionTests : ObjectStorePreconditionTests<PassThroughHarness>;

public sealed class PassThroughObjectStoreStreamTests : ObjectStoreStreamTests<PassThroughHarness>;

public sealed class PassThroughObjectStoreKeyTests : ObjectStoreKeyTests<PassThroughHarness>;

public sealed class PassThroughObjectListingTests : ObjectListingTests<PassThroughHarness>;

public sealed class PassThroughObjectBatchDeleteTests : ObjectBatchDeleteTests<PassThroughHarness>;

public sealed class PassThroughObjectUrlsTests : ObjectUrlsTests<PassThroughHarness>;
