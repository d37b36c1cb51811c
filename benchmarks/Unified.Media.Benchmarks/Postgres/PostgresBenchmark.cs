using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Unified.Media.Drivers;
using Unified.Media.Migrations;
using Unified.Media.Postgres;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>
/// A filled database with two catalogs: one as in an application, and one whose user role is exempt from row-level security. The difference
/// between them is the cost of row-level security.
/// </summary>
internal sealed class PostgresBenchmark : IAsyncDisposable
{
    private const string ExemptRole = "unified_media_exempt";

    private PostgresBenchmark(FreshDatabase database, PostgresLibrary library)
    {
        Database = database;
        Library = library;
        User = MediaUser.For(OwnerId.FromGuid(library.LargestOwner));
    }

    public FreshDatabase Database { get; }

    public PostgresLibrary Library { get; }

    public MediaUser User { get; }

    /// <summary>The duration of filling the database, as text.</summary>
    public required string Filled { get; init; }

    /// <summary>The catalog as in an application.</summary>
    public PostgresMediaCatalog Catalog { get; private set; } = null!;

    /// <summary>The catalog without row-level security.</summary>
    public PostgresMediaCatalog Unrestricted { get; private set; } = null!;

    public static async Task<PostgresBenchmark> CreateAsync(TestServer server, int items, CancellationToken cancellationToken)
    {
        var database = await server.CreateDatabaseAsync(DatabaseTemplate.Empty, cancellationToken);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var library = new PostgresLibrary(items);
        await library.FillAsync(database, cancellationToken);
        var bench = new PostgresBenchmark(database, library)
        {
            Filled = string.Create(CultureInfo.InvariantCulture, $"filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"),
        };
        await database.ExecuteAsync(
            $"""
            CREATE ROLE {ExemptRole} BYPASSRLS;
            GRANT authenticated TO {ExemptRole};
            """,
            cancellationToken);
        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated", ExemptRole], cancellationToken);
        bench.Catalog = Open(app, new PostgresSchemaNames());
        bench.Unrestricted = Open(app, new PostgresSchemaNames { AuthenticatedRole = ExemptRole });
        await bench.Catalog.PrepareAsync(cancellationToken);
        await bench.Unrestricted.PrepareAsync(cancellationToken);
        return bench;
    }

    /// <summary>Creates a query of the largest owner for their own items.</summary>
    public CatalogQuery CreateQuery(MediaFilter? filter = null) => new() { Filter = CatalogFilter.Create(User, User.Id!.Value, filter ?? new()) };

    public async ValueTask DisposeAsync()
    {
        await Catalog.DisposeAsync();
        await Unrestricted.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static PostgresMediaCatalog Open(string connectionString, PostgresSchemaNames names)
    {
        var options = new PostgresCatalogOptions { ConnectionString = connectionString };
        return new(new(options), options, names, TimeProvider.System, NullLoggerFactory.Instance);
    }
}
