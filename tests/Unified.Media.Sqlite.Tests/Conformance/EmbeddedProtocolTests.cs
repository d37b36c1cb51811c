using Unified.Media.Testing;

namespace Unified.Media.Sqlite.Tests;

public sealed class EmbeddedInterleavings : ProtocolInterleavingTests<EmbeddedSystem>;

public sealed class EmbeddedCrashes : ProtocolCrashTests<EmbeddedSystem>;

public sealed class EmbeddedUploads : MediaUploadTests<EmbeddedSystem>;
