using Microsoft.Extensions.Logging;
using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// The catalog in PostgreSQL. Every call runs with the role and claims of its user, so that the policies of the database decide. Statements
/// also have a condition on the owner, because a policy alone does not make PostgreSQL use an index.
/// </summary>
internal sealed partial class PostgresMediaCatalog : IMediaCatalog, IPreparable, IDisposable, IAsyncDisposable
{
    private readonly PostgresConnections _connections;
    private readonly PostgresNames _names;
    private readonly TimeProvider _time;
    private readonly StatementExecutor _executor;
    private readonly OwnerResolver _owners;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private volatile Prepared? _prepared;

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

    private PgTime Now => PgTime.Of(_time.GetUtcNow());

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_prepared is null)
            {
                var (id, enums, readsLegacy) = await new SchemaCheck(_names, _connections, _executor)
                    .CheckAsync(cancellationToken).ConfigureAwait(false);
                _prepared = new(id, enums, new(_names, enums), readsLegacy);
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    public async Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken) =>
        (await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false)).CatalogId;

    public async Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken)
    {
        var prepared = await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        var caller = await GetCallerAsync(user, cancellationToken).ConfigureAwait(false);
        if (ids.Count == 0)
        {
            return [];
        }

        var batch = new StatementBatch(caller.Role.Source);
        batch.AddRange(ReadsLegacy
            ? await AdoptLegacyRowsAsync(caller, ids, cancellationToken).ConfigureAwait(false)
            : [caller.Role.AssumeForRead()]);
        var items = batch.Add(Find(caller, prepared.Enums, ids), (reader, cancel) => ReadItemsAsync(reader, caller, cancel));
        await _executor.ExecuteAsync(batch, RetrySafety.ReadOnly, cancellationToken).ConfigureAwait(false);
        return items.Value;
    }

    public void Dispose()
    {
        _connections.Dispose();
        _preparing.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync().ConfigureAwait(false);
        _preparing.Dispose();
    }

    // The statement applies the access rule too, because a policy of the host may allow more rows.
    private Statement Find(CatalogCaller caller, EnumMappings enums, IReadOnlyCollection<MediaId> ids)
    {
        var statement = new Statement();
        var wanted = statement.Add(ids.Select(id => id.Value).Distinct().ToArray());
        var access = "";
        if (!caller.IsService)
        {
            var visibilities = enums.Visibility.Labels(Visibility.Public.ToString())
                .Select(label => $"{statement.Add(label)}::{enums.Visibility.Type}");
            var isPublic = $"m.visibility in ({string.Join(", ", visibilities.DefaultIfEmpty("null"))})";
            access = caller.Owner is { } owner ? $" and (m.owner_user_id = {statement.Add(owner)} or {isPublic})" : $" and {isPublic}";
        }

        statement.Sql = $"select m.id, {ItemReader.Columns} from {_names.Media} m where m.id = any ({wanted}){access}";
        return statement;
    }

    private static async Task<IReadOnlyList<MediaItem>> ReadItemsAsync(
        NpgsqlDataReader reader, CatalogCaller caller, CancellationToken cancellationToken)
    {
        var items = new ItemReader(caller);
        var found = new List<MediaItem>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (items.Read(reader, 1) is { } item)
            {
                found.Add(item);
            }
        }

        return found;
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

    private async ValueTask<Prepared> EnsurePreparedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_prepared is null)
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        return _prepared!;
    }

    private sealed record Prepared(Guid CatalogId, EnumMappings Enums, ItemWriter Writer, bool ReadsLegacy);
}
