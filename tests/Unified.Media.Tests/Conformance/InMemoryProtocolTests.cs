using Unified.Media.Testing;

namespace Unified.Media.Tests;

public sealed class InMemoryInterleavings : ProtocolInterleavingTests<InMemorySystem>;

public sealed class InMemoryCrashes : ProtocolCrashTests<InMemorySystem>;

public sealed class InMemoryUploads : MediaUploadTests<InMemorySystem>;
