using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public sealed class FaultyPostgresHarness : PostgresHarness
{
    protected override IMediaCatalog Wrap(IMediaCatalog catalog) => new FaultyMediaCatalog(catalog, new FaultPlan());
}
