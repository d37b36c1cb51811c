using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

public sealed class PassThroughMediaCatalog(IMediaCatalog inner) : DelegatingMediaCatalog(inner);
