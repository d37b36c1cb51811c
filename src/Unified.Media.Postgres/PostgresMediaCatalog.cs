using Microsoft.Extensions.Logging;
using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// The catalog in PostgreSQL. Every call runs with the database role and the claims of its user, so that row-level security policies decide which
/// rows the user can read and change. Statements also have a condition on the owner, because PostgreSQL does not use an index for a policy alone.
/// </summary>
internal sealed partial class PostgresMediaCatalog : IMediaCatalog, IPreparable, IDisposable, IAsyncDisposable
{
    private readonly PostgresConnections _connections;
    private readonly PostgresNames _names;
    private readonly TimeProvider _time;
    private readonly StatementExecutor _executor;
    private readonly OwnerResolver _owners;
    private readonly SemaphoreSlim _prepareLock = new(1, 1);
    private volatile LoadedSchema? _schema;

    public PostgresMediaCatalog(
        PostgresConnections connections, PostgresCatalogOptions options, PostgresSchemaNames names, TimeProvider time, ILoggerFactory loggers)
    {
        _connections = connections;
        _time = time;
        _names = new(names);
        var logger = loggers.CreateLogger<PostgresMediaCatalog>();
        _executor = new(options.MaxRetries, logger);
        _owners = new(options.ResolveOwners ?? FindOwnersAsync, options.OwnerCacheDuration, time, logger);
    }

    public string ProviderName => PostgresErrors.Provider;

    private PgTime Now => PgTime.FromDateTimeOffset(_time.GetUtcNow());

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _prepareLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_schema is null)
            {
                var (id, enums, readsLegacyRows) = await new SchemaCheck(_names, _connections, _executor)
                    .CheckAsync(cancellationToken).ConfigureAwait(false);
                _schema = new(id, enums, new(_names, enums), readsLegacyRows);
            }
        }
        finally
        {
            _prepareLock.Release();
        }
    }

    public async Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken) =>
        (await LoadSchemaAsync(cancellationToken).ConfigureAwait(false)).CatalogId;

    public async Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken)
    {
        var schema = await LoadSchemaAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetCallerAsync(user, cancellationToken).ConfigureAwait(false);
        if (ids.Count == 0)
        {
            return [];
        }

        var batch = new StatementBatch(caller.DatabaseRole.DataSource);
        batch.AddRange(ReadsLegacyRows
            ? await AdoptLegacyRowsAsync(caller, ids, cancellationToken).ConfigureAwait(false)
            : [caller.DatabaseRole.SetRoleForRead()]);
        var items = batch.Add(Find(caller, schema.Enums, ids), (reader, token) => ReadItemsAsync(reader, caller, token));
        await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return items.Value;
    }

    public void Dispose()
    {
        _connections.Dispose();
        _prepareLock.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync().ConfigureAwait(false);
        _prepareLock.Dispose();
    }

    // The statement applies the access rule too, because a policy of the application may allow more rows.
    private Statement Find(CatalogCaller caller, EnumMappings enums, IReadOnlyCollection<MediaId> ids)
    {
        var statement = new Statement();
        var idArray = statement.Add(ids.Select(id => id.Value).Distinct().ToArray());
        var access = "";
        if (!caller.IsService)
        {
            var visibilities = enums.Visibility.GetLabels(Visibility.Public.ToString())
                .Select(label => $"{statement.Add(label)}::{enums.Visibility.Type}");
            var isPublic = $"m.visibility in ({string.Join(", ", visibilities.DefaultIfEmpty("null"))})";
            access = caller.Owner is { } owner ? $" and (m.owner_user_id = {statement.Add(owner)} or {isPublic})" : $" and {isPublic}";
        }

        statement.Sql = $"select m.id, {ItemReader.Columns} from {_names.Media} m where m.id = any ({idArray}){access}";
        return statement;
    }

    private static async Task<IReadOnlyList<MediaItem>> ReadItemsAsync(
        NpgsqlDataReader reader, CatalogCaller caller, CancellationToken cancellationToken)
    {
        var itemReader = new ItemReader(caller);
        var items = new List<MediaItem>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (itemReader.Read(reader, 1) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    private async Task<CatalogCaller> GetCallerAsync(MediaUser user, CancellationToken cancellationToken)
    {
        if (user.IsService)
        {
            return new(DatabaseRole.WithoutUser(_connections.Service, _names.ServiceRole), null, null, IsService: true);
        }

        if (user.Id is not { } id)
        {
            return new(DatabaseRole.WithoutUser(_connections.App, _names.AnonymousRole), null, null, IsService: false);
        }

        return await _owners.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } owner
            ? new(RoleOf(owner), id, owner.Id, IsService: false)
            : new(DatabaseRole.WithoutUser(_connections.App, _names.AuthenticatedRole), id, null, IsService: false);
    }

    private DatabaseRole RoleOf(Owner owner) => DatabaseRole.ForUser(_connections.App, _names.AuthenticatedRole, owner.Login);

    private async Task<IReadOnlyList<Guid>> FindOwnersAsync(Guid login, CancellationToken cancellationToken)
    {
        var statement = new Statement();
        statement.Sql = $"select {_names.Function("find_owners")}({statement.Add(login)})";
        var batch = new StatementBatch(_connections.App);
        var owners = batch.AddSingle(statement, row => row.GetFieldValue<Guid[]>(0));
        await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return owners.Value;
    }

    // Checks and reads the schema on the first call.
    private async ValueTask<LoadedSchema> LoadSchemaAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_schema is null)
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        return _schema!;
    }

    // The properties of the database that are read once.
    private sealed record LoadedSchema(Guid CatalogId, EnumMappings Enums, ItemWriter Writer, bool ReadsLegacyRows);
}
