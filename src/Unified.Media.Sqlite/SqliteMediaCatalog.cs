using Microsoft.Data.Sqlite;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>The embedded catalog. Several instances, in several processes of one machine, may share a file.</summary>
internal sealed partial class SqliteMediaCatalog : IMediaCatalog, IPreparable, IDisposable
{
    private readonly SqliteDatabase database;
    private readonly TimeProvider timeProvider;
    private readonly WriteQueue writes;
    private readonly ReadPool reads;
    private readonly SemaphoreSlim preparing = new(1, 1);
    private Guid? catalogId;
    private volatile bool isReady;

    public SqliteMediaCatalog(string path, TimeProvider timeProvider, TimeSpan? busyTimeout = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        database = new(path, busyTimeout);
        this.timeProvider = timeProvider;
        writes = new(database);
        reads = new(database);
    }

    public string ProviderName => SqliteErrors.Provider;

    private long Now => Microseconds.Of(timeProvider.GetUtcNow());

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!isReady)
            {
                database.CreateFolder();
                catalogId = Bring();
                isReady = true;
            }
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error);
        }
        finally
        {
            preparing.Release();
        }
    }

    public async Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken)
    {
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        return catalogId!.Value;
    }

    public Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<MediaItem>>(session => Find(session, user, ids), cancellationToken);

    public Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        ReadAsync(session => List(session, user, query), cancellationToken);

    public Task<MediaFacets> CountAsync(MediaUser user, CatalogQuery query, FacetCounting counting, CancellationToken cancellationToken) =>
        ReadAsync(session => session.InSnapshot(snapshot => Count(snapshot, user, query, counting)), cancellationToken);

    public void Dispose()
    {
        writes.Dispose();
        reads.Dispose();
        preparing.Dispose();
    }

    private static List<MediaItem> Find(Session session, MediaUser user, IReadOnlyCollection<MediaId> ids)
    {
        var found = new List<MediaItem>(ids.Count);
        foreach (var id in ids.Distinct())
        {
            if (FindItem(session, id) is { } item && AccessRule.MaySee(user, item.Owner, item.Visibility))
            {
                found.Add(item);
            }
        }

        return found;
    }

    private static MediaItem? FindItem(Session session, MediaId id)
    {
        using var row = session.Query($"SELECT {ItemRow.AllColumns} FROM media AS m WHERE m.id = @id", ("@id", id.ToString()));
        return row.Read() ? new ItemRow().Read(row) : null;
    }

    private Guid Bring()
    {
        using var session = database.OpenWriter();
        return CatalogSchema.Bring(session, Guid.CreateVersion7(timeProvider.GetUtcNow()));
    }

    private async Task<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancellationToken)
    {
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        return reads.Read(read);
    }

    private async Task<T> WriteAsync<T>(
        Func<Session, T> change, CancellationToken cancellationToken, WriteDurability durability = WriteDurability.Flushed)
    {
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        return await writes.RunAsync(change, durability, cancellationToken).ConfigureAwait(false);
    }

    private Task EnsurePreparedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return isReady ? Task.CompletedTask : PrepareAsync(cancellationToken);
    }
}
