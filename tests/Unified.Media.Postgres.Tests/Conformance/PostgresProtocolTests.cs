using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class PostgresInterleavings : ProtocolInterleavingTests<PostgresSystem>;

public sealed class PostgresCrashes : ProtocolCrashTests<PostgresSystem>;

public sealed class PostgresUploads : MediaUploadTests<PostgresSystem>;
