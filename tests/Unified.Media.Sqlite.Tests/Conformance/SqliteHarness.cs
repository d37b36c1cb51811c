using Unified.Media.Drivers;
using Unified.Media.Testing;

namespace Unified.Media.Sqlite.Tests;

public class SqliteHarness : MediaCatalogHarness
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteMediaCatalog> _catalogs = [];

    public override bool SupportsSecondInstance => true;

    public override async Task<IMediaCatalog> CreateAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var catalog = new SqliteMediaCatalog(_folder.File(), time);
        _catalogs.Add(catalog);
        await catalog.PrepareAsync(cancellationToken);
        return Wrap(catalog);
    }

    public override Task<IMediaCatalog> CreateSecondInstanceAsync(TimeProvider time, CancellationToken cancellationToken) =>
        CreateAsync(time, cancellationToken);

    public override Task AddReadyItemsAsync(
        IMediaCatalog catalog, MediaUser user, IReadOnlyList<MediaItem> items, CancellationToken cancellationToken)
    {
        using var session = new SqliteDatabase(_folder.File(), TimeSpan.FromSeconds(5)).OpenWriter();
        session.Execute("BEGIN IMMEDIATE");
        foreach (var item in items)
        {
            session.Execute(
                """
                INSERT INTO objects (media_id, attempt, owner_user_id, bucket, key, state, lease_until)
                VALUES (@id, 1, @owner, 'b', @id, 'ready', 0)
                """,
                ("@id", item.Id.ToString()),
                ("@owner", item.Owner.ToString()));
            ItemWriter.Insert(session, item with { Location = new("b", item.Id.ToString()) }, attempt: 1);
        }

        session.Execute("COMMIT");
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        _catalogs.ForEach(catalog => catalog.Dispose());
        _folder.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual IMediaCatalog Wrap(IMediaCatalog catalog) => catalog;
}
