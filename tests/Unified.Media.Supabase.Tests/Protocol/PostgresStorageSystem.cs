using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Unified.Media.Drivers;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.Supabase.Tests;

/// <summary>A system like in production: a PostgreSQL catalog whose logins are subject to row-level security, and Storage.</summary>
public sealed class PostgresStorageSystem : SupabaseSystem
{
    private FreshDatabase? _database;
    private ServiceProvider? _services;

    public override int MaxSchedules => 15;

    public override async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task<IMediaCatalog> CreateCatalogAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        _database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty.Then("supabase tests", MigrateAsync), cancellationToken);
        var app = await _database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], cancellationToken);
        var worker = await _database.CreateLoginAsync("unified_media_worker_login", ["unified_media_worker"], cancellationToken);
        _services = new ServiceCollection()
            .AddSingleton(time)
            .AddUnifiedMedia(media => media
                .UseObjectStore("none", _ => throw new NotSupportedException("The catalog alone is used."))
                .UsePostgres(app, options => options.WorkerConnectionString = worker))
            .BuildServiceProvider();
        var catalog = _services.GetRequiredService<IMediaCatalog>();
        await catalog.GetAbility<IPreparable>()!.PrepareAsync(cancellationToken);
        return catalog;
    }

    private static async Task MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await new UnifiedMediaSchema(source).MigrateAsync(cancellationToken: cancellationToken);
    }
}
