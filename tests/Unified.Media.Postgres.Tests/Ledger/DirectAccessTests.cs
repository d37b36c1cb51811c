using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Unified.Media.Drivers;
using Unified.Media.TestDatabase;

namespace Unified.Media.Postgres.Tests;

/// <summary>Rows that users write or delete without the library, for example with PostgREST.</summary>
public sealed class DirectAccessTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("unified-media-direct-").FullName;
    private LeasedDatabase _leased = null!;
    private ServiceProvider _services = null!;
    private Guid _login;
    private Guid _profile;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IUnifiedMediaStore Store => _services.GetRequiredService<IUnifiedMediaStore>();

    private MediaUser User => MediaUser.For(OwnerId.FromGuid(_login));

    [Fact]
    public async Task Direct_delete_is_due_for_the_janitor_at_once()
    {
        var item = await UploadAsync(User);

        Assert.Equal(1, await AsUserAsync(_login, $"DELETE FROM public.media WHERE id = '{item.Id}'"));
        var report = await _services.GetRequiredService<IMediaJanitor>().RunAsync(Cancel);

        Assert.Null(await Store.GetMediaAsync(User, item.Id, Cancel));
        Assert.True(report.Deleted > 0);
        Assert.Empty(Files(item));
    }

    [Fact]
    public async Task Direct_delete_leaves_the_objects_of_every_role_to_the_janitor()
    {
        var item = await UploadAsync(User);
        var reservation = await DeriveAsync(item.Id);
        await _services.GetRequiredService<IObjectStore>()
            .PutAsync(reservation!.Location, ObjectBody.FromBytes(Uploads.Png), new() { ContentType = "image/png" }, Cancel);
        Assert.Equal(2, Files(item).Length);

        Assert.Equal(1, await AsUserAsync(_login, $"DELETE FROM public.media WHERE id = '{item.Id}'"));
        await _services.GetRequiredService<IMediaJanitor>().RunAsync(Cancel);

        Assert.Empty(Files(item));
    }

    [Fact]
    public async Task Direct_delete_leaves_no_ready_object_under_concurrency()
    {
        for (var round = 0; round < 20; round++)
        {
            var item = await UploadAsync(User);

            await Task.WhenAll(
                Task.Run(() => DeriveAsync(item.Id), Cancel),
                Task.Run(() => AsUserAsync(_login, $"DELETE FROM public.media WHERE id = '{item.Id}'"), Cancel));
        }

        await using var command = _leased.Database.DataSource.CreateCommand(
            "SELECT count(*) FROM unified_media.objects o WHERE o.state = 'ready' AND o.role <> 'original' AND NOT EXISTS ("
            + "SELECT FROM public.media m WHERE m.id = o.media_id)");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Cascade_from_the_owner_is_due_for_the_janitor_at_once()
    {
        var item = await UploadAsync(User);

        await _leased.Database.ExecuteAsync($"DELETE FROM auth.users WHERE id = '{_login}'", Cancel);
        await _services.GetRequiredService<IMediaJanitor>().RunAsync(Cancel);

        Assert.Empty(Files(item));
    }

    [Fact]
    public async Task Row_that_names_an_object_of_another_owner_reads_nothing()
    {
        var (victim, _) = await LegacyUser.AddAsync(_leased.Database, 1, Cancel);
        var theirs = await UploadAsync(MediaUser.For(OwnerId.FromGuid(victim)));
        var id = MediaId.New(TimeProvider.System);
        await AsUserAsync(_login, $"""
            INSERT INTO public.media (id, owner_user_id, type, bucket, path, visibility)
            VALUES ('{id}', '{_profile}', 'IMAGE', '{theirs.Location!.Bucket}', '{theirs.Location.Key}', 'PUBLIC')
            """);

        var found = await Store.GetMediaAsync(User, id, Cancel);
        var listed = await Store.GetUserUnifiedMediaAsync(User, cancellationToken: Cancel);
        var links = await Store.GetMediaLinksAsync(User, [id], cancellationToken: Cancel);
        var opened = await Assert.ThrowsAsync<MediaProviderException>(() => Store.OpenMediaAsync(User, id, cancellationToken: Cancel));
        var deleted = await Store.DeleteMediaUnifiedAsync(User, id, cancellationToken: Cancel);
        await _services.GetRequiredService<IMediaJanitor>().RunAsync(Cancel);

        Assert.Equal((null, null), (found!.Location, found.Url));
        Assert.Null(Assert.Single(listed.Items).Location);
        Assert.All(links, link => Assert.Null(link.Url));
        Assert.Equal(MediaErrorCode.ObjectMissing, opened.Code);
        Assert.True(deleted);
        Assert.Null(await Store.GetMediaAsync(User, id, Cancel));
        Assert.Single(Files(theirs));
        await using var download = await Store.OpenMediaAsync(MediaUser.For(OwnerId.FromGuid(victim)), theirs.Id, cancellationToken: Cancel);
        Assert.NotNull(download);
    }

    [Fact]
    public async Task Insert_under_a_reserved_id_is_rejected()
    {
        var catalog = _services.GetRequiredService<IMediaCatalog>();
        var reservation = (await catalog.ReserveAsync(User, Uploads.Request(TimeProvider.System), Cancel)).Reservation!;

        var error = await Assert.ThrowsAsync<PostgresException>(() => AsUserAsync(_login, $"""
            INSERT INTO public.media (id, owner_user_id, type, bucket, path)
            VALUES ('{reservation.Id}', '{_profile}', 'IMAGE', '{reservation.Location.Bucket}', '{reservation.Location.Key}')
            """));

        Assert.Equal("UM409", error.SqlState);
    }

    public async ValueTask InitializeAsync()
    {
        _leased = await LeasedDatabase.TakeAsync(DatabaseTemplate.LegacyARows, Cancel);
        (_login, var profiles) = await LegacyUser.AddAsync(_leased.Database, 1, Cancel);
        _profile = profiles[0];
        _services = new ServiceCollection()
            .AddLogging()
            .AddUnifiedMedia(media => media
                .UseLocalFolder(_folder)
                .UsePostgres(_leased.App, options => options.WorkerConnectionString = _leased.Worker)
                .Configure(options => options.Janitor.Enabled = false))
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _leased.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Reservation?> DeriveAsync(MediaId id)
    {
        var catalog = _services.GetRequiredService<IMediaCatalog>();
        try
        {
            var request = Uploads.Request(TimeProvider.System) with { Id = id, Role = ObjectRole.Parse("thumb-320") };
            var reservation = (await catalog.ReserveAsync(User, request, Cancel)).Reservation!;
            await catalog.ConfirmAsync(
                User,
                new() { Reservation = reservation, ContentType = "image/png", SizeBytes = Uploads.Png.Length, Sha256 = new('d', 64) },
                Cancel);
            return reservation;
        }
        catch (MediaNotFoundException)
        {
            return null;
        }
    }

    private Task<MediaItem> UploadAsync(MediaUser user) => Store.UploadUserImageAsync(
        user, new() { Content = MediaContent.FromStream(new MemoryStream(Uploads.Png)) }, Cancel);

    private string[] Files(MediaItem item) =>
        Directory.GetFiles(_folder, $"{item.Id}*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });

    // Like PostgREST: the role and the claims of the user in one transaction.
    private async Task<int> AsUserAsync(Guid login, string sql)
    {
        await using var connection = await _leased.Database.DataSource.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var identity = new NpgsqlCommand(
            $$"""
            SELECT set_config('request.jwt.claims', '{"sub":"{{login}}","role":"authenticated"}', true),
                set_config('role', 'authenticated', true)
            """,
            connection);
        await identity.ExecuteNonQueryAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        var rows = await command.ExecuteNonQueryAsync(Cancel);
        await transaction.CommitAsync(Cancel);
        return rows;
    }
}
