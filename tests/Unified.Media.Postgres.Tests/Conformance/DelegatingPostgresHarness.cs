using Unified.Media.Drivers;

namespace Unified.Media.Postgres.Tests;

public sealed class DelegatingPostgresHarness : PostgresHarness
{
    protected override IMediaCatalog Wrap(IMediaCatalog catalog) => new PassingThrough(catalog);

    private sealed class PassingThrough(IMediaCatalog inner) : DelegatingMediaCatalog(inner);
}
