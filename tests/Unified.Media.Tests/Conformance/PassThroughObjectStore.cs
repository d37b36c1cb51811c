using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

internal sealed class PassThroughObjectStore(IObjectStore inner) : DelegatingObjectStore(inner);
