using Unified.Media.Drivers;

namespace Unified.Media.Sqlite.Tests;

public sealed class DelegatingSqliteHarness : SqliteHarness
{
    protected override IMediaCatalog Wrap(IMediaCatalog catalog) => new PassingThrough(catalog);

    private sealed class PassingThrough(IMediaCatalog inner) : DelegatingMediaCatalog(inner);
}
