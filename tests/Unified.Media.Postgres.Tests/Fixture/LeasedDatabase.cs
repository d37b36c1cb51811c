using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>
/// A database with the schema, which one test uses at a time. Rows of earlier tests belong to other users. The login of the application inherits no
/// rights and is subject to row-level security; the worker and the service have their own logins.
/// </summary>
internal sealed class LeasedDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<LeasedDatabase>> Free = new();

    private readonly DatabaseTemplate _template;

    private LeasedDatabase(DatabaseTemplate template, FreshDatabase database)
    {
        _template = template;
        Database = database;
    }

    public FreshDatabase Database { get; }

    public required string App { get; init; }

    public required string Worker { get; init; }

    public required string Service { get; init; }

    public PostgresConnections Connections { get; private set; } = null!;

    public static async Task<LeasedDatabase> TakeAsync(DatabaseTemplate template, CancellationToken cancellationToken) =>
        Free.GetOrAdd(template.Name, _ => []).TryTake(out var free) ? free : await CreateAsync(template, cancellationToken);

    /// <summary>Creates a database that no earlier test has used.</summary>
    public static async Task<LeasedDatabase> CreateAsync(DatabaseTemplate template, CancellationToken cancellationToken)
    {
        var database = await FreshDatabase.CreateAsync(template.Migrated(), cancellationToken);
        var leased = new LeasedDatabase(template, database)
        {
            App = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], cancellationToken),
            Worker = await database.CreateLoginAsync("unified_media_worker_login", ["unified_media_worker"], cancellationToken),
            Service = await database.CreateLoginAsync("unified_media_service_login", ["service_role"], cancellationToken),
        };
        leased.Connections = new(leased.Options());
        return leased;
    }

    public PostgresCatalogOptions Options(Action<PostgresCatalogOptions>? configure = null)
    {
        var options = new PostgresCatalogOptions { ConnectionString = App, WorkerConnectionString = Worker, ServiceConnectionString = Service };
        configure?.Invoke(options);
        return options;
    }

    public PostgresMediaCatalog Open(TimeProvider time, Action<PostgresCatalogOptions>? configure = null) =>
        new(Connections, Options(configure), new(), time, NullLoggerFactory.Instance);

    /// <summary>Returns the database for the next test.</summary>
    public ValueTask DisposeAsync()
    {
        Free.GetOrAdd(_template.Name, _ => []).Add(this);
        return ValueTask.CompletedTask;
    }
}
