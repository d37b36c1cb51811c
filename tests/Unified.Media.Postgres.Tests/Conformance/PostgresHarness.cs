using Npgsql;
using NpgsqlTypes;
using Unified.Media.Drivers;
using Unified.Media.TestDatabase;
using Unified.Media.Testing;

namespace Unified.Media.Postgres.Tests;

public class PostgresHarness : MediaCatalogHarness
{
    private LeasedDatabase? _leased;

    public override bool SupportsSecondInstance => true;

    internal LeasedDatabase Leased => _leased!;

    private protected virtual DatabaseTemplate Template => DatabaseTemplate.Empty;

    public override async Task<IMediaCatalog> CreateAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        _leased = await TakeDatabaseAsync(cancellationToken);
        return await CreateSecondInstanceAsync(time, cancellationToken);
    }

    public override Task<IMediaCatalog> CreateSecondInstanceAsync(TimeProvider time, CancellationToken cancellationToken) =>
        Task.FromResult(Wrap(_leased!.Open(time)));

    public override async Task AddReadyItemsAsync(
        IMediaCatalog catalog, MediaUser user, IReadOnlyList<MediaItem> items, CancellationToken cancellationToken)
    {
        await using var connection = await Leased.Database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 120 };
        foreach (var item in items)
        {
            batch.BatchCommands.Add(InsertObject(item, OwnerOf(user)));
            batch.BatchCommands.Add(InsertItem(item, OwnerOf(user)));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await Leased.Database.ExecuteAsync("ANALYZE", cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_leased is not null)
        {
            await _leased.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<LeasedDatabase> TakeDatabaseAsync(CancellationToken cancellationToken) =>
        LeasedDatabase.TakeAsync(Template, cancellationToken);

    protected virtual IMediaCatalog Wrap(IMediaCatalog catalog) => catalog;

    /// <summary>Returns the owner id of a user in the database.</summary>
    internal virtual Guid OwnerOf(MediaUser user) => Guid.Parse(user.Id!.Value.ToString());

    private protected virtual string LabelOf(MediaKind kind) => kind.ToString();

    private static NpgsqlBatchCommand InsertObject(MediaItem item, Guid owner) => new(
        """
        INSERT INTO unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, mime_type, size_bytes)
        VALUES ($1, 1, $2, 'b', $1::text, 'ready', $3, $4)
        """)
    {
        Parameters =
        {
            new() { Value = item.Id.Value },
            new() { Value = owner },
            new() { Value = item.ContentType },
            new() { Value = item.SizeBytes },
        },
    };

    private NpgsqlBatchCommand InsertItem(MediaItem item, Guid owner) => new(
        """
        INSERT INTO public.media (id, owner_user_id, type, bucket, path, width, height, visibility, created_at, updated_at, source_type, metadata)
        VALUES ($1, $2, $3, 'b', $1::text, $4, $5, $6, $7, $8, $9, $10)
        """)
    {
        Parameters =
        {
            new() { Value = item.Id.Value },
            new() { Value = owner },
            new() { Value = LabelOf(item.Kind), NpgsqlDbType = NpgsqlDbType.Unknown },
            new() { Value = item.Width },
            new() { Value = item.Height },
            new() { Value = item.Visibility.ToString().ToUpperInvariant(), NpgsqlDbType = NpgsqlDbType.Unknown },
            new() { Value = item.CreatedAt.UtcDateTime },
            new() { Value = item.UpdatedAt.UtcDateTime },
            new() { Value = item.SourceType.ToString() },
            new() { Value = item.Metadata.ToJson(), NpgsqlDbType = NpgsqlDbType.Jsonb },
        },
    };
}
