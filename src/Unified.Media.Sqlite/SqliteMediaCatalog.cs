using Microsoft.Data.Sqlite;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>The catalog in an SQLite file. Several instances, in several processes of one machine, may share a file.</summary>
internal sealed partial class SqliteMediaCatalog : IMediaCatalog, IPreparable, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _timeProvider;
    private readonly WriteQueue _writes;
    private readonly ReadPool _reads;
    private readonly SemaphoreSlim _prepareLock = new(1, 1);
    private Guid? _catalogId;
    private volatile bool _isPrepared;

    public SqliteMediaCatalog(string path, TimeProvider timeProvider, TimeSpan? busyTimeout = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _database = new(path, busyTimeout);
        _timeProvider = timeProvider;
        _writes = new(_database);
        _reads = new(_database);
    }

    public string ProviderName => SqliteErrors.Provider;

    private long Now => Microseconds.FromDateTimeOffset(_timeProvider.GetUtcNow());

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _prepareLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isPrepared)
            {
                _database.CreateFolder();
                _catalogId = EnsureSchema();
                _isPrepared = true;
            }
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error);
        }
        finally
        {
            _prepareLock.Release();
        }
    }

    public async Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken)
    {
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        return _catalogId!.Value;
    }

    public Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<MediaItem>>(session => Find(session, user, ids), cancellationToken);

    public Task<CatalogPage> ListAsync(MediaUser user, CatalogQuery query, CancellationToken cancellationToken) =>
        ReadAsync(session => List(session, query), cancellationToken);

    public Task<MediaFacets> CountAsync(MediaUser user, CatalogFilter filter, FacetOptions options, CancellationToken cancellationToken) =>
        ReadAsync(session => session.InSnapshot(snapshot => Count(snapshot, filter, options)), cancellationToken);

    public void Dispose()
    {
        _writes.Dispose();
        _reads.Dispose();
        _prepareLock.Dispose();
    }

    private static List<MediaItem> Find(Session session, MediaUser user, IReadOnlyCollection<MediaId> ids)
    {
        var items = new List<MediaItem>(ids.Count);
        foreach (var id in ids.Distinct())
        {
            if (FindItem(session, id) is { } item && AccessRule.CanRead(user, item.Owner, item.Visibility))
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static MediaItem? FindItem(Session session, MediaId id)
    {
        using var row = session.Query($"SELECT {ItemReader.AllColumns} FROM media AS m WHERE m.id = @id", ("@id", id.ToString()));
        return row.Read() ? new ItemReader().Read(row) : null;
    }

    private Guid EnsureSchema()
    {
        using var session = _database.OpenWriter();
        return CatalogSchema.Ensure(session, Guid.CreateVersion7(_timeProvider.GetUtcNow()));
    }

    private async Task<T> ReadAsync<T>(Func<Session, T> read, CancellationToken cancellationToken)
    {
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        return _reads.Read(read);
    }

    private async Task<T> WriteAsync<T>(
        Func<Session, T> change, CancellationToken cancellationToken, WriteDurability durability = WriteDurability.Flushed)
    {
        await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        return await _writes.WriteAsync(change, durability, cancellationToken).ConfigureAwait(false);
    }

    private Task EnsurePreparedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _isPrepared ? Task.CompletedTask : PrepareAsync(cancellationToken);
    }
}
