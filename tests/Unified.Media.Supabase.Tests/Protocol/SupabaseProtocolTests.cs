using Unified.Media.Testing;

namespace Unified.Media.Supabase.Tests;

public sealed class SupabaseCrashes : ProtocolCrashTests<SupabaseSystem>;

public sealed class SupabaseInterleavings : ProtocolInterleavingTests<SupabaseSystem>;

public sealed class PostgresStorageCrashes : ProtocolCrashTests<PostgresStorageSystem>;

public sealed class PostgresStorageInterleavings : ProtocolInterleavingTests<PostgresStorageSystem>;

public sealed class SupabaseUploads : MediaUploadTests<SupabaseSystem>;

public sealed class PostgresStorageUploads : MediaUploadTests<PostgresStorageSystem>;
