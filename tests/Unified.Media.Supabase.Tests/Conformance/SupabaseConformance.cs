using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

public sealed class SupabaseObjectStoreTests : ObjectStoreTests<SupabaseHarness>;

public sealed class SupabaseObjectRangeTests : ObjectRangeTests<SupabaseHarness>;

public sealed class SupabaseObjectStorePreconditionTests : ObjectStorePreconditionTests<SupabaseHarness>;

public sealed class SupabaseObjectStoreStreamTests : ObjectStoreStreamTests<SupabaseHarness>;

public sealed class SupabaseObjectStoreKeyTests : ObjectStoreKeyTests<SupabaseHarness>;

public sealed class SupabaseObjectListingTests : ObjectListingTests<SupabaseHarness>;

public sealed class SupabaseObjectBatchDeleteTests : ObjectBatchDeleteTests<SupabaseHarness>;

public sealed class SupabaseObjectUrlsTests : ObjectUrlsTests<SupabaseHarness>;
