using Microsoft.Extensions.Logging;
using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>
/// The catalog in PostgreSQL. Every call runs as its user's role with its user's claims, so that the database's own policies decide; the
/// owner is named in every statement all the same, because a policy alone finds no index.
/// </summary>
internal sealed partial class PostgresMediaCatalog : IMediaCatalog, IPreparable, IAsyncDisposable
{
    private readonly PostgresConnections _connections;
    private readonly PostgresCatalogOptions _options;
    private readonly PostgresNames _names;
    private readonly TimeProvider _time;
    private readonly Roundtrips _roundtrips;
    private readonly OwnerResolver _owners;
    private readonly SemaphoreSlim _preparing = new(1, 1);
    private volatile Prepared? _prepared;

    public PostgresMediaCatalog(PostgresConnections connections, PostgresCatalogOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _connections = connections;
        _options = options;
        _time = time;
        _names = new(options);
        var logger = loggers.CreateLogger<PostgresMediaCatalog>();
        _roundtrips = new(options.MaxRetries, logger);
        _owners = new(options.ResolveOwners ?? AskOwnersAsync, options.OwnerLifetime, time, logger);
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
                var (id, vocabulary, readsLegacy) = await new SchemaCheck(_names, _connections, _roundtrips)
                    .RunAsync(cancellationToken).ConfigureAwait(false);
                _prepared = new(id, vocabulary, new(_names, vocabulary), readsLegacy);
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    public async Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken) =>
        (await PreparedAsync(cancellationToken).ConfigureAwait(false)).CatalogId;

    public async Task<IReadOnlyList<MediaItem>> FindAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, CancellationToken cancellationToken)
    {
        var prepared = await PreparedAsync(cancellationToken).ConfigureAwait(false);
        var viewer = await ViewAsync(user, cancellationToken).ConfigureAwait(false);
        if (ids.Count == 0)
        {
            return [];
        }

        Statement[] before = ReadsLegacy
            ? await BecomeAsync(viewer, ids, cancellationToken).ConfigureAwait(false)
            : [viewer.Identity.TakeOnToRead()];
        return await _roundtrips.RunAsync(
            viewer.Identity.Source,
            [.. before, Find(viewer, prepared.Vocabulary, ids)],
            (reader, cancel) => ReadItemsAsync(reader, viewer, cancel),
            Repetition.Read,
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync().ConfigureAwait(false);
        _preparing.Dispose();
    }

    // What the policies let through and nothing more: a policy of the host may be wider than the library's rule.
    private Statement Find(Viewer viewer, Vocabulary vocabulary, IReadOnlyCollection<MediaId> ids)
    {
        var to = new Statement();
        var asked = to.Add(ids.Select(id => id.Value).Distinct().ToArray());
        var seen = "";
        if (!viewer.IsService)
        {
            var visibilities = vocabulary.Visibility.Spellings(Visibility.Public.ToString())
                .Select(word => $"{to.Add(word)}::{vocabulary.Visibility.Type}");
            var isPublic = $"m.visibility IN ({string.Join(", ", visibilities.DefaultIfEmpty("NULL"))})";
            seen = viewer.Owner is { } owner ? $" AND (m.owner_user_id = {to.Add(owner)} OR {isPublic})" : $" AND {isPublic}";
        }

        to.Sql = $"SELECT m.id, {ItemReader.Columns} FROM {_names.Media} m WHERE m.id = ANY ({asked}){seen}";
        return to;
    }

    private static async Task<IReadOnlyList<MediaItem>> ReadItemsAsync(NpgsqlDataReader reader, Viewer viewer, CancellationToken cancellationToken)
    {
        var items = new ItemReader(viewer);
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

    private async Task<Viewer> ViewAsync(MediaUser user, CancellationToken cancellationToken)
    {
        if (user.IsService)
        {
            return new(Identity.OfNobody(_connections.Service, _options.ServiceRole), null, null, IsService: true);
        }

        if (user.Id is not { } id)
        {
            return new(Identity.OfNobody(_connections.App, _options.AnonymousRole), null, null, IsService: false);
        }

        return await _owners.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } owner
            ? new(IdentityOf(owner), id, owner.Id, IsService: false)
            : new(Identity.OfNobody(_connections.App, _options.AuthenticatedRole), id, null, IsService: false);
    }

    private Identity IdentityOf(Owner owner) => Identity.Of(_connections.App, _options.AuthenticatedRole, owner.Login);

    private Task<IReadOnlyList<Guid>> AskOwnersAsync(Guid login, CancellationToken cancellationToken)
    {
        var to = new Statement();
        to.Sql = $"SELECT {_names.Function("owners_of")}({to.Add(login)})";
        return _roundtrips.RunAsync<IReadOnlyList<Guid>>(
            _connections.App,
            [to],
            async (reader, cancel) =>
            {
                await reader.ReadAsync(cancel).ConfigureAwait(false);
                return reader.GetFieldValue<Guid[]>(0);
            },
            Repetition.Read,
            cancellationToken);
    }

    private async ValueTask<Prepared> PreparedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_prepared is null)
        {
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        return _prepared!;
    }

    private sealed record Prepared(Guid CatalogId, Vocabulary Vocabulary, ItemWriter Writer, bool ReadsLegacy);
}
