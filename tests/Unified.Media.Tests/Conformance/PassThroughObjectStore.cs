using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PassThroughObjectStore(IObjectStore inner) : DelegatingObjectStore(inner);
