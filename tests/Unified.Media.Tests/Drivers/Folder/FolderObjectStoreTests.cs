using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class FolderObjectStoreTests : IDisposable
{
    private static readonly ObjectLocation Location = new("b", "a/x.png");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unified-media-folder-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Concurrent_creates_leave_the_complete_bytes_of_one_winner()
    {
        var store = Create();
        for (var turn = 0; turn < 10; turn++)
        {
            var location = new ObjectLocation("b", $"race/{turn}.png");
            var outcomes = await Task.WhenAll(Enumerable.Range(1, 16).Select(number => Task.Run(async () =>
            {
                try
                {
                    await store.PutAsync(location, Body((byte)number), new() { ContentType = "image/png" }, Token);
                    return number;
                }
                catch (MediaConflictException)
                {
                    return 0;
                }
            })));

            var winner = Assert.Single(outcomes, number => number > 0);
            Assert.All(
                await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, location.ToString()), Token),
                value => Assert.Equal(winner, value));
        }

        Assert.Empty(Directory.EnumerateFiles(store.StagingFolder));
    }

    [Fact]
    public async Task Every_overwrite_changes_the_ETag()
    {
        var store = Create();
        HashSet<string> etags = [];
        for (byte turn = 0; turn < 30; turn++)
        {
            var stored = await store.PutAsync(Location, Body(turn), new() { ContentType = "image/png", Mode = PutMode.Overwrite }, Token);
            Assert.True(etags.Add(stored.ETag!));
            Assert.Equal(stored.ETag, (await store.HeadAsync(Location, Token))!.ETag);
            await using var content = await store.OpenReadAsync(Location, null, Token);
            Assert.Equal(stored.ETag, content!.Stored.ETag);
        }
    }

    [Fact]
    public async Task Overwrite_and_delete_do_not_affect_open_readers()
    {
        var store = Create();
        await store.PutAsync(Location, Body(1), new() { ContentType = "image/png" }, Token);
        await using var before = await store.OpenReadAsync(Location, null, Token);

        await store.PutAsync(Location, Body(2), new() { ContentType = "image/png", Mode = PutMode.Overwrite }, Token);
        await store.DeleteAsync(Location, Token);

        using var read = new MemoryStream();
        await before!.Stream.CopyToAsync(read, Token);
        Assert.All(read.ToArray(), value => Assert.Equal(1, value));
        Assert.Null(await store.OpenReadAsync(Location, null, Token));
    }

    [Fact]
    public async Task Concurrent_reader_sees_a_complete_object_or_none()
    {
        var store = Create();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writer = Task.Run(async () =>
        {
            for (byte turn = 0; turn < 80; turn++)
            {
                await store.PutAsync(Location, Body(turn), new() { ContentType = "image/png", Mode = PutMode.Overwrite }, Token);
                await store.DeleteAsync(Location, Token);
            }

            await stop.CancelAsync();
        }, Token);

        while (!stop.IsCancellationRequested)
        {
            await using var content = await store.OpenReadAsync(Location, null, Token);
            if (content is not null)
            {
                var read = new byte[content.Range.Length!.Value];
                await content.Stream.ReadExactlyAsync(read, Token);
                Assert.Single(read.Distinct());
            }

            await foreach (var stored in store.ListAsync("b", "", Token))
            {
                Assert.Equal(Location, stored.Location);
            }

            _ = await store.HeadAsync(Location, Token);
        }

        await writer;
    }

    [Fact]
    public async Task Delete_keeps_folders()
    {
        var store = Create();
        await store.PutAsync(Location, Body(1), new() { ContentType = "image/png" }, Token);
        await store.PutAsync(new("b", "a/y.png"), Body(1), new() { ContentType = "image/png" }, Token);

        await store.DeleteAsync(Location, Token);
        await store.DeleteAsync(Location, Token);

        Assert.Equal(["a/y.png"], await store.ListAsync("b", "", Token).Select(stored => stored.Location.Key).ToListAsync(Token));
        Assert.True(Directory.Exists(Path.Combine(_folder.FullName, "b", "a")));
    }

    [Fact]
    public async Task Listing_continues_when_folders_are_deleted()
    {
        var store = Create();
        for (var number = 0; number < 20; number++)
        {
            await store.PutAsync(new("b", $"{number}/x.png"), Body(1), new() { ContentType = "image/png" }, Token);
        }

        var listed = 0;
        await foreach (var stored in store.ListAsync("b", "", Token))
        {
            if (listed++ == 0)
            {
                foreach (var folder in Directory.EnumerateDirectories(Path.Combine(_folder.FullName, "b")).ToArray())
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        }

        Assert.InRange(listed, 1, 20);
    }

    [Fact]
    public async Task Listing_compares_the_prefix_as_text()
    {
        var store = Create();
        foreach (var key in new[] { "ab/x.png", "a/x.png", "a.png" })
        {
            await store.PutAsync(new("b", key), Body(1), new() { ContentType = "image/png" }, Token);
        }

        Assert.Equal(["a/x.png"], await store.ListAsync("b", "a/", Token).Select(stored => stored.Location.Key).ToListAsync(Token));
        Assert.Equal(3, await store.ListAsync("b", "a", Token).CountAsync(Token));
        Assert.Empty(await store.ListAsync("absent", "", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Prepare_deletes_staged_files_older_than_a_day()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var store = new FolderObjectStore(_folder.FullName, time);
        await store.PutAsync(Location, Body(1), new() { ContentType = "image/png" }, Token);
        var young = Path.Combine(store.StagingFolder, "young.spool");
        var old = Path.Combine(store.StagingFolder, "old.spool");
        foreach (var file in new[] { young, old, Path.Combine(_folder.FullName, Location.ToString()) })
        {
            await File.WriteAllTextAsync(file, "x", Token);
            File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime.AddHours(file == young ? -23 : -25));
        }

        await store.PrepareAsync(Token);

        Assert.Equal([young], Directory.EnumerateFiles(store.StagingFolder));
        Assert.NotNull(await store.HeadAsync(Location, Token));
    }

    [Fact]
    public async Task Body_of_another_length_leaves_no_file()
    {
        var store = Create();
        foreach (var length in new[] { 99, 101 })
        {
            var body = new ObjectBody(length, _ => ValueTask.FromResult<Stream>(new MemoryStream(new byte[100])));
            await Assert.ThrowsAsync<MediaProviderException>(() => store.PutAsync(Location, body, new() { ContentType = "image/png" }, Token));
        }

        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Invalid_root_is_a_provider_failure()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "x", Token);
        await using var services = new ServiceCollection()
            .AddUnifiedMedia(media => media
                .UseLocalFolder(Path.Combine(file, "media"))
                .UseCatalog("test", _ => new InMemoryMediaCatalog(TimeProvider.System)))
            .BuildServiceProvider();

        var failed = Assert.Throws<MediaProviderException>(() => services.GetRequiredService<IObjectStore>());

        Assert.Equal("folder", failed.Provider);
        Assert.DoesNotContain(_folder.FullName, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Read_only_root_is_a_provider_failure()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "The super-user may write everywhere.");
        var store = Create();
        var bucket = Directory.CreateDirectory(Path.Combine(_folder.FullName, "b"));
        File.SetUnixFileMode(bucket.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var failed = await Record.ExceptionAsync(() => store.PutAsync(Location, Body(1), new() { ContentType = "image/png" }, Token));
        File.SetUnixFileMode(bucket.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal(MediaErrorCode.ProviderFailed, Assert.IsType<MediaProviderException>(failed).Code);
        Assert.Empty(Directory.EnumerateFiles(store.StagingFolder));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Written_and_moved_files_have_private_permissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var host = WatchedHost.InFolder();
        await host.Store.AddAsync(MediaUser.For("alice"));
        await host.Store.UploadUserImageAsync(
            MediaUser.For("alice"), new() { Content = MediaContent.FromStream(new EdgeCaseStream(SmallImage.Bytes)) }, Token);

        Assert.Equal(2, host.Files().Count());
        Assert.All(host.Files(), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ObjectBody Body(byte value) => ObjectBody.FromBytes(Enumerable.Repeat(value, 20_000).ToArray());

    private FolderObjectStore Create() => new(_folder.FullName, TimeProvider.System);
}
