using Unified.Media.Drivers;

namespace Unified.Media.Tests.Conformance;

internal sealed class PassThroughMediaCatalog(IMediaCatalog inner) : DelegatingMediaCatalog(inner);
