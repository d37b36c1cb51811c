using Unified.Media.Testing;

namespace Unified.Media.Tests;

public sealed class InMemoryInterleavings : ProtocolInterleavingTests<InMemorySystem>;

public sealed class InMemoryCrashes : ProtocolCrashTests<InMemorySystem>;
