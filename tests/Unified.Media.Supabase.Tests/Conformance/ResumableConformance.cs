using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

public sealed class ResumableObjectStoreTests : ObjectStoreTests<ResumableHarness>;

public sealed class ResumableObjectRangeTests : ObjectRangeTests<ResumableHarness>;

public sealed class ResumableObjectStorePreconditionTests : ObjectStorePreconditionTests<ResumableHarness>;

public sealed class ResumableObjectStoreStreamTests : ObjectStoreStreamTests<ResumableHarness>;

public sealed class ResumableObjectStoreKeyTests : ObjectStoreKeyTests<ResumableHarness>;

public sealed class ResumableObjectListingTests : ObjectListingTests<ResumableHarness>;

public sealed class ResumableObjectBatchDeleteTests : ObjectBatchDeleteTests<ResumableHarness>;

public sealed class ResumableObjectUrlsTests : ObjectUrlsTests<ResumableHarness>;
