using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>Tables with other labels for kinds and visibilities than those of the library.</summary>
public sealed class EnumMappingsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("ALTER TABLE public.media ALTER COLUMN type TYPE text USING lower(type::text)")]
    [InlineData("ALTER TABLE public.media ALTER COLUMN type TYPE varchar(20) USING type::text")]
    public async Task Filter_finds_labels_in_either_letter_case(string change)
    {
        // Before the migrations, because policies and functions depend on the columns.
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyA, Cancel);
        if (change.Length > 0)
        {
            await database.ExecuteAsync(change, Cancel);
        }

        await using var source = Npgsql.NpgsqlDataSource.Create(database.ConnectionString);
        await new Migrations.UnifiedMediaSchema(source).MigrateAsync(cancellationToken: Cancel);
        var app = await database.CreateLoginAsync("unified_media_app", ["anon", "authenticated"], Cancel);
        var options = new PostgresCatalogOptions { ConnectionString = app };
        await using var catalog = new PostgresMediaCatalog(
            new(options), options, new(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var user = MediaUser.For((await LegacyUser.AddAsync(database, 1, Cancel)).Login);
        var image = await Uploads.AddAsync(catalog, user, TimeProvider.System, item => item with { Visibility = Visibility.Public });
        var video = await Uploads.AddAsync(catalog, user, TimeProvider.System, item => item with { Kind = MediaKind.Video });

        Assert.Equal([image.Id], await ListAsync(new() { Kinds = [MediaKind.Image] }));
        Assert.Equal([video.Id], await ListAsync(new() { Visibilities = [Visibility.Private] }));
        Assert.Equal([video.Id, image.Id], await ListAsync(new() { Kinds = [MediaKind.Image, MediaKind.Video] }));
        Assert.Empty(await ListAsync(new() { Kinds = [MediaKind.Parse("hologram")] }));
        Assert.Equal([video.Id], await ListAsync(new() { Kinds = [MediaKind.Parse("hologram"), MediaKind.Video] }));

        async Task<IEnumerable<MediaId>> ListAsync(MediaFilter filter) =>
            (await catalog.ListAsync(user, Queries.Of(user, filter), Cancel)).Items.Select(item => item.Id);
    }
}
