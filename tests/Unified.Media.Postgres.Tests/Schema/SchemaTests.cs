using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

public sealed class SchemaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Error_says_what_to_run_without_the_schema()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyA, Cancel);

        var error = await PrepareAsync(database);

        Assert.Contains("has no schema unified_media of the catalog", error!.Message, StringComparison.Ordinal);
        Assert.Contains("unified-media schema up", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_says_what_to_run_on_an_empty_database()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);

        var error = await PrepareAsync(database);

        Assert.Contains("no table public.media", error!.Message, StringComparison.Ordinal);
        Assert.Contains("MigrateOnStart", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_says_what_to_run_on_an_old_schema()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty.Migrated(), Cancel);
        await database.ExecuteAsync(
            "CREATE OR REPLACE FUNCTION unified_media.get_catalog_version() RETURNS integer LANGUAGE sql AS 'SELECT 0'", Cancel);

        var error = await PrepareAsync(database);

        Assert.Contains("is older than this library requires", error!.Message, StringComparison.Ordinal);
        Assert.Equal((false, false), (error.IsTransient, error.OutcomeUnknown));
    }

    [Fact]
    public async Task Catalog_is_ready_on_a_migrated_database()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty.Migrated(), Cancel);

        Assert.Null(await PrepareAsync(database));
    }

    [Fact]
    public async Task Settings_do_not_outlive_a_transaction()
    {
        var sources = Directory.GetFiles(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "src", "Unified.Media.Postgres"),
            "*.cs",
            SearchOption.AllDirectories);
        Assert.NotEmpty(sources);
        foreach (var source in sources.Where(source => !source.Contains("/obj/", StringComparison.Ordinal)))
        {
            var text = await File.ReadAllTextAsync(source, Cancel);
            Assert.DoesNotMatch(@"(?i)""\s*(SET|RESET)\s+(?!LOCAL)\w+\s*(=|TO|;|"")", text);
            Assert.DoesNotMatch(@"set_config\([^)]*,\s*false\)", text);
            Assert.DoesNotContain("EnableErrorBarriers", text, StringComparison.Ordinal);
            Assert.DoesNotContain("TransactionScope", text, StringComparison.Ordinal);
        }
    }

    private static async Task<MediaProviderException?> PrepareAsync(FreshDatabase database)
    {
        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], Cancel);
        await using var services = new ServiceCollection()
            .AddUnifiedMedia(media => media.UseLocalFolder(Path.GetTempPath()).UsePostgres(app))
            .BuildServiceProvider();
        var error = await Record.ExceptionAsync(
            () => services.GetRequiredService<IMediaCatalog>().GetAbility<IPreparable>()!.PrepareAsync(Cancel));
        return error is null ? null : Assert.IsType<MediaProviderException>(error);
    }
}
