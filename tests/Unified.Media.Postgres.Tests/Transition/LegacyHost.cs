using Microsoft.Extensions.DependencyInjection;
using Unified.Media.LegacyMigration;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>An application on a legacy database.</summary>
internal sealed class LegacyHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unified-media-transition-").FullName;
    private readonly ServiceProvider _services;
    private readonly string _app;
    private readonly bool _ownsDatabase;

    private LegacyHost(FreshDatabase database, string app, bool ownsDatabase)
    {
        Database = database;
        _app = app;
        _ownsDatabase = ownsDatabase;
        _services = new ServiceCollection()
            .AddUnifiedMedia(media => media.UseLocalFolder(_folder).UsePostgres(app))
            .BuildServiceProvider();
    }

    public FreshDatabase Database { get; }

    public IUnifiedMediaStore Store => _services.GetRequiredService<IUnifiedMediaStore>();

    public static async Task<LegacyHost> StartAsync(DatabaseTemplate template, CancellationToken cancellationToken, bool migrate = false)
    {
        var database = await FreshDatabase.CreateAsync(template.Migrated(), cancellationToken);
        if (migrate)
        {
            await new LegacyMigrator(database.DataSource).RunAsync(cancellationToken: cancellationToken);
        }

        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], cancellationToken);
        return new(database, app, ownsDatabase: true);
    }

    /// <summary>Starts the application again on the same database.</summary>
    public Task<LegacyHost> RestartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new LegacyHost(Database, _app, ownsDatabase: false));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        if (_ownsDatabase)
        {
            await Database.DisposeAsync();
        }
    }
}
