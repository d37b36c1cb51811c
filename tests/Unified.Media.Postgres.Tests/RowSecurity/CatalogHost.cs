using Microsoft.Extensions.Logging.Abstractions;

namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>The catalog on the test database, with logins that are subject to row-level security.</summary>
internal sealed class CatalogHost : IAsyncDisposable
{
    private readonly World _world;
    private readonly PostgresConnections _connections;

    public CatalogHost(World world)
    {
        _world = world;
        var options = new PostgresCatalogOptions
        {
            ConnectionString = world.ConnectionStringOf(world.Principals[0]),
            WorkerConnectionString = world.ConnectionStringOf(world.Principals.Single(principal => principal.Name == "worker")),
            ServiceConnectionString = world.ConnectionStringOf(world.Principals.Single(principal => principal.IsService)),
        };
        _connections = new(options);
        Catalog = new(_connections, options, new(), TimeProvider.System, NullLoggerFactory.Instance);
    }

    public PostgresMediaCatalog Catalog { get; }

    /// <summary>The users of the host, without the service.</summary>
    public IEnumerable<(MediaUser User, Principal Principal)> Users =>
        from principal in _world.Principals
        where principal.Connection == World.App && principal.Role is not null && principal.Name != "no user"
        select (principal.Login is { } login ? MediaUser.For(OwnerId.FromGuid(login)) : MediaUser.Anonymous, principal);

    /// <summary>Returns all rows of items, ledger and tags as text.</summary>
    public Task<IReadOnlyList<string>> ReadAllRowsAsync(CancellationToken cancellationToken) => _world.Database.ColumnAsync<string>(
        """
        SELECT m::text FROM public.media m UNION ALL SELECT o::text FROM unified_media.objects o
        UNION ALL SELECT t::text FROM unified_media.media_tags t
        ORDER BY 1
        """,
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Catalog.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
