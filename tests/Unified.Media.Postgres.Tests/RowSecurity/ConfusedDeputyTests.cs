using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>
/// The library has rights on the object store that its users do not have. A row of a user that names an object of another owner must not give access
/// to it, even on a legacy database in which users may insert and move rows.
/// </summary>
public sealed class ConfusedDeputyTests : IAsyncLifetime
{
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==");

    private readonly string _folder = Directory.CreateTempSubdirectory("unified-media-deputy-").FullName;
    private World _world = null!;
    private ServiceProvider _services = null!;
    private MediaItem _secret = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IUnifiedMediaStore Store => _services.GetRequiredService<IUnifiedMediaStore>();

    private Principal Victim => _world.Principals.Single(principal => principal.Name == "owner");

    private Principal Attacker => _world.Principals.Single(principal => principal.Name == "other");

    public static TheoryData<string, string> Tricks => new()
    {
        {
            "a new row",
            """
            INSERT INTO public.media (id, owner_user_id, type, bucket, path, visibility)
            VALUES ('{id}', '{me}', 'image', '{bucket}', '{key}', 'PUBLIC')
            """
        },
        {
            "a new row with values for system columns",
            """
            INSERT INTO public.media (id, owner_user_id, type, bucket, path, visibility, object_id, mime_type, size_bytes, sha256, url)
            VALUES ('{id}', '{me}', 'image', '{bucket}', '{key}', 'PUBLIC', {object}, 'image/png', 67, '\x00', 'https://x/y')
            """
        },
        {
            "an own row whose path is changed",
            """
            INSERT INTO public.media (id, owner_user_id, type, bucket, path, visibility)
            VALUES ('{id}', '{me}', 'image', 'media', 'mine.png', 'PUBLIC');
            UPDATE public.media SET bucket = '{bucket}', path = '{key}' WHERE id = '{id}'
            """
        },
        {
            "an upsert",
            """
            INSERT INTO public.media (id, owner_user_id, type, bucket, path) VALUES ('{id}', '{me}', 'image', 'media', 'mine.png');
            INSERT INTO public.media (id, owner_user_id, type, bucket, path, object_id) VALUES ('{id}', '{me}', 'image', 'x', 'y', {object})
            ON CONFLICT (id) DO UPDATE SET bucket = '{bucket}', path = '{key}'
            """
        },
    };

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task Row_that_names_an_object_of_another_owner_gives_no_access(string trick, string sql)
    {
        var me = MediaUser.For(OwnerId.FromGuid(Attacker.Login!.Value));
        var id = MediaId.New(TimeProvider.System);
        await using (var session = await RoleSession.BeginAsync(_world.ConnectionStringOf(Attacker), Attacker.Role, Attacker.Login, Cancel))
        {
            var objectId = (await _world.Database.ColumnAsync<long>(
                $"SELECT object_id FROM unified_media.objects WHERE media_id = '{_secret.Id}'", Cancel)).Single();
            Assert.NotEqual(0, await session.ExecuteAsync(
                sql.Replace("{id}", id.ToString(), StringComparison.Ordinal).Replace("{me}", Attacker.Owners[0].ToString(), StringComparison.Ordinal)
                    .Replace("{bucket}", _secret.Location!.Bucket, StringComparison.Ordinal)
                    .Replace("{key}", _secret.Location.Key, StringComparison.Ordinal)
                    .Replace("{object}", $"{objectId}", StringComparison.Ordinal),
                Cancel));
            await session.CommitAsync(Cancel);
        }

        foreach (var reader in new[] { me, MediaUser.Anonymous })
        {
            var item = await Store.GetMediaAsync(reader, id, Cancel);
            if (item is not null)
            {
                Assert.Null(item.Location);
                Assert.Null(item.Url);
                Assert.Equal((trick, MediaErrorCode.ObjectMissing), (trick, (await Assert.ThrowsAsync<MediaProviderException>(
                    () => Store.OpenMediaAsync(reader, id, cancellationToken: Cancel))).Code));
            }

            Assert.All(await Store.GetMediaLinksAsync(reader, [id], cancellationToken: Cancel), link => Assert.Null(link.Url));
        }

        Assert.True(await Store.DeleteMediaUnifiedAsync(me, id, cancellationToken: Cancel));
        await _services.GetRequiredService<IMediaJanitor>().RunAsync(Cancel);
        Assert.Empty((await _services.GetRequiredService<IMediaSweeper>().PlanAsync(Cancel)).Unreferenced);

        Assert.Equal("ready", await _world.Database.ScalarAsync<string>(
            $"SELECT state FROM unified_media.objects WHERE media_id = '{_secret.Id}'", Cancel));
        await using var opened = await Store.OpenMediaAsync(
            MediaUser.For(OwnerId.FromGuid(Victim.Login!.Value)), _secret.Id, cancellationToken: Cancel);
        Assert.Equal(Picture.Length, opened!.Length);
    }

    [Fact]
    public async Task Inserted_row_does_not_publish_a_reservation_of_another_owner()
    {
        var catalog = _services.GetRequiredService<IMediaCatalog>();
        var victim = MediaUser.For(OwnerId.FromGuid(Victim.Login!.Value));
        var pending = (await catalog.ReserveAsync(
            victim,
            new() { Id = MediaId.New(TimeProvider.System), Layout = ObjectLayout.Stock, Extension = "png", Lease = TimeSpan.FromHours(1) },
            Cancel)).Reservation!;
        await using var session = await RoleSession.BeginAsync(_world.ConnectionStringOf(Attacker), Attacker.Role, Attacker.Login, Cancel);

        foreach (var owner in new[] { Attacker.Owners[0], Victim.Owners[0] })
        {
            Assert.Contains(
                await session.TryAsync(
                    $"""
                    INSERT INTO public.media (id, owner_user_id, type, bucket, path)
                    VALUES ('{pending.Id}', '{owner}', 'image', '{pending.Location.Bucket}', '{pending.Location.Key}')
                    """,
                    Cancel),
                new[] { "42501", "UM409" });
        }

        await session.CommitAsync(Cancel);
        Assert.Equal("pending", await _world.Database.ScalarAsync<string>(
            $"SELECT state FROM unified_media.objects WHERE media_id = '{pending.Id}'", Cancel));
    }

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync(hasProfiles: true, Cancel);
        await _world.Database.ExecuteAsync("DELETE FROM public.media; DELETE FROM unified_media.objects", Cancel);
        _services = new ServiceCollection()
            .AddUnifiedMedia(media => media.UseLocalFolder(_folder).UsePostgres(_world.ConnectionStringOf(Victim), options =>
            {
                options.WorkerConnectionString = _world.ConnectionStringOf(_world.Principals.Single(principal => principal.Name == "worker"));
                options.ServiceConnectionString = _world.ConnectionStringOf(_world.Principals.Single(principal => principal.IsService));
            }))
            .BuildServiceProvider();
        _secret = await Store.UploadUserImageAsync(
            MediaUser.For(OwnerId.FromGuid(Victim.Login!.Value)), new() { Content = MediaContent.FromStream(new MemoryStream(Picture)) }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _world.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
