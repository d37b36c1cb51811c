using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Sqlite.Tests;

public sealed class FaultySqliteHarness : SqliteHarness
{
    protected override IMediaCatalog Wrap(IMediaCatalog catalog) => new FaultyMediaCatalog(catalog, new FaultPlan());
}
