using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.Packages.Tests;

/// <summary>Upgrades databases that earlier releases wrote.</summary>
public sealed class PostgresUpgradeTests
{
    private const string Dump = "postgres.sql";
    private const string Objects = "objects";

    public static TheoryData<string> Releases => [.. Release.All.Select(release => release.Version)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Database_of_a_release_upgrades_to_the_current_schema(string version)
    {
        var release = new Release(version);
        var folder = Directory.CreateTempSubdirectory("unified-media-upgrade-").FullName;
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        try
        {
            var logins = await CreateLoginsAsync(database);
            await Psql.RunAsync(database, await File.ReadAllTextAsync(release.Path(Dump), Cancel), Cancel);
            release.CopyFolder(Objects, folder);

            await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);
            await using var services = Open(logins, folder);

            await ReleaseLibrary.VerifyAsync(services.GetRequiredService<IUnifiedMediaStore>());
            Assert.True((await new UnifiedMediaSchema(database.DataSource).GetStatusAsync(Cancel)).IsUpToDate);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact(Explicit = true)]
    public async Task Database_of_a_new_release_is_written()
    {
        await using var database = await FreshDatabase.CreateAsync(cancellationToken: Cancel);
        await new UnifiedMediaSchema(database.DataSource).MigrateAsync(cancellationToken: Cancel);
        await using (var services = Open(await CreateLoginsAsync(database), Release.Current.Path(Objects)))
        {
            await ReleaseLibrary.FillAsync(services.GetRequiredService<IUnifiedMediaStore>());
        }

        await File.WriteAllTextAsync(Release.Current.Path(Dump), await Psql.DumpAsync(database, Cancel), Cancel);
    }

    private static async Task<(string Application, string Worker)> CreateLoginsAsync(FreshDatabase database)
    {
        // The dump grants rights to this role, too.
        await database.CreateLoginAsync("unified_media_service_login", ["service_role"], Cancel);
        return (
            await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], Cancel),
            await database.CreateLoginAsync("unified_media_worker_login", ["unified_media_worker"], Cancel));
    }

    private static ServiceProvider Open((string Application, string Worker) logins, string folder) =>
        new ServiceCollection()
            .AddUnifiedMedia(media => media
                .UseLocalFolder(folder)
                .UsePostgres(logins.Application, options => options.WorkerConnectionString = logins.Worker))
            .BuildServiceProvider();
}
