using Microsoft.Extensions.DependencyInjection;
using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>The store on databases with and without the legacy module of the schema.</summary>
public sealed class ModuleTests
{
    private const string Login = "00000000-0000-4000-8000-0000000a0001";

    private static readonly MediaUser User = MediaUser.For(OwnerId.FromGuid(new(Login)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Databases => new MatrixTheoryData<string, bool>(["plain", "A", "B", "C"], [false, true]);

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Store_lists_legacy_rows_only_with_the_module(string shape, bool hasModule)
    {
        var template = shape == "plain" ? DatabaseTemplate.Empty : DatabaseTemplate.LegacyRows[shape];
        await using var database = await FreshDatabase.CreateAsync(template, Cancel);
        await new UnifiedMediaSchema(database.DataSource, modules: hasModule ? [LegacySchema.Module.AsRequired()] : [])
            .MigrateAsync(cancellationToken: Cancel);
        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], Cancel);
        var folder = Directory.CreateTempSubdirectory("unified-media-module-");
        await using var services = new ServiceCollection()
            .AddUnifiedMedia(media => media.UseLocalFolder(folder.FullName).UsePostgres(app)).BuildServiceProvider();
        var store = services.GetRequiredService<IUnifiedMediaStore>();

        var item = await store.UploadUserImageAsync(User, new() { Content = MediaContent.FromStream(new MemoryStream(Uploads.Png)) }, Cancel);
        var page = await store.GetUserUnifiedMediaAsync(User, new MediaQuery { PageSize = 200 }, Cancel);
        var changed = await store.UpdateMediaAsync(User, item.Id, new MediaChanges { Title = "lake" }, Cancel);
        var found = await store.GetMediaAsync(User, item.Id, Cancel);
        var deleted = await store.DeleteMediaUnifiedAsync(User, item.Id, cancellationToken: Cancel);
        folder.Delete(recursive: true);

        Assert.Contains(page.Items, listed => listed.Id == item.Id);
        Assert.Equal(("lake", "lake", true), (changed!.Title, found!.Title, deleted));
        Assert.Equal(hasModule, await database.ScalarAsync<bool>("SELECT to_regprocedure('unified_media.legacy_is_active()') IS NOT NULL", Cancel));
        var items = await database.ScalarAsync<long>(
            $"SELECT count(*) FROM media WHERE owner_user_id = ANY (unified_media.find_owners('{Login}'))", Cancel);
        Assert.Equal(hasModule && shape != "plain", page.Items.Count > items + 1);
    }
}
