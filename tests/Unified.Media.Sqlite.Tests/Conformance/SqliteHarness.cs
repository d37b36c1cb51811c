using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Sqlite.Tests;

public class SqliteHarness : MediaCatalogHarness
{
    private readonly TemporaryFolder folder = new();
    private readonly List<SqliteMediaCatalog> catalogs = [];

    public override bool CanShare => true;

    public override Task<IMediaCatalog> CreateAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var catalog = new SqliteMediaCatalog(folder.File(), time);
        catalogs.Add(catalog);
        return Task.FromResult(Wrap(catalog));
    }

    public override Task<IMediaCatalog> CreateSecondAsync(TimeProvider time, CancellationToken cancellationToken) =>
        CreateAsync(time, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        catalogs.ForEach(catalog => catalog.Dispose());
        folder.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual IMediaCatalog Wrap(IMediaCatalog catalog) => catalog;
}
