using Unified.Media.Drivers;

namespace Unified.Media.Tests;

public sealed class FolderKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unified-media-keys-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(_folder.FullName, "root");

    public static TheoryData<string, string> Hostile
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (var key in new[]
            {
                "", "/", ".", "..", "../x", "a/../../x", "a/../b", "a/./b", "/etc/passwd",
                "a//b", "a/", "//x", "a/..", "..\\x", "a\\b", "C:\\x", "C:x", "a:b",
                "nul\0l", "a\nb", "a\u0085b", new('x', 256), new('\u20AC', 86), string.Join('/', Enumerable.Repeat("0123456789", 100)),
            })
            {
                rows.Add("user-media", key);
            }

            foreach (var bucket in new[] { "", ".", "..", "../root", "a/b", "/tmp", ".staging", ".STAGING", "a\\b", "a:b", "a\0" })
            {
                rows.Add(bucket, "x");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Every_call_rejects_a_location_outside_its_bucket(string bucket, string key)
    {
        var store = new FolderObjectStore(Root, TimeProvider.System);
        var location = new ObjectLocation(bucket, key);
        Func<Task>[] calls =
        [
            () => store.PutAsync(location, UnreadableBody, new() { ContentType = "image/png" }, Token),
            () => store.OpenReadAsync(location, null, Token),
            () => store.HeadAsync(location, Token),
            () => store.DeleteAsync(location, Token),
        ];

        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<MediaProviderException>(call);
            Assert.Equal((MediaErrorCode.InvalidKey, false), (refused.Code, refused.IsTransient));
        }

        Assert.Equal(
            [store.StagingFolder],
            Directory.EnumerateFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories).Where(entry => entry != Root));
    }

    [Fact]
    public async Task Key_with_invalid_Unicode_is_rejected()
    {
        var store = new FolderObjectStore(Root, TimeProvider.System);

        Assert.Equal(
            MediaErrorCode.InvalidKey,
            (await Assert.ThrowsAsync<MediaProviderException>(() => store.HeadAsync(new("b", "half\uD800"), Token))).Code);
    }

    [Theory]
    [InlineData("plain.png")]
    [InlineData("a b/c+d%20e.png")]
    [InlineData("%2e%2e/x")]
    [InlineData("...")]
    [InlineData("..a/b..")]
    [InlineData("~/x")]
    [InlineData("$HOME")]
    [InlineData("-rf")]
    [InlineData("\u202Egnp")]
    [InlineData("emoji 🙂/caf\u00E9")]
    [InlineData("con/nul")]
    public async Task Valid_key_is_kept_exactly(string key)
    {
        var store = new FolderObjectStore(Root, TimeProvider.System);
        var location = new ObjectLocation("b", key);

        await store.PutAsync(location, ObjectBody.FromBytes(new byte[] { 1, 2, 3 }), new() { ContentType = "image/png" }, Token);

        Assert.Equal([location], await store.ListAsync("b", "", Token).Select(stored => stored.Location).ToListAsync(Token));
        Assert.Equal(3, (await store.HeadAsync(location, Token))!.SizeBytes);
    }

    [Fact]
    public async Task Folder_is_not_an_object_and_an_object_is_not_a_folder()
    {
        var store = new FolderObjectStore(Root, TimeProvider.System);
        var inner = new ObjectLocation("b", "a/inner");
        await store.PutAsync(inner, ObjectBody.FromBytes(new byte[1]), new() { ContentType = "image/png" }, Token);

        Assert.Null(await store.HeadAsync(new("b", "a"), Token));
        Assert.Null(await store.OpenReadAsync(new("b", "a"), null, Token));
        await store.DeleteAsync(new("b", "a"), Token);
        await Assert.ThrowsAsync<MediaProviderException>(
            () => store.PutAsync(new("b", "a"), ObjectBody.FromBytes(new byte[1]), new() { ContentType = "image/png" }, Token));
        await Assert.ThrowsAsync<MediaProviderException>(
            () => store.PutAsync(new("b", "a/inner/x"), ObjectBody.FromBytes(new byte[1]), new() { ContentType = "image/png" }, Token));
        Assert.NotNull(await store.HeadAsync(inner, Token));
        Assert.Empty(Directory.EnumerateFiles(store.StagingFolder));
    }

    [Fact]
    public async Task Symbolic_link_out_of_the_root_is_rejected()
    {
        var store = new FolderObjectStore(Root, TimeProvider.System);
        var outside = Directory.CreateDirectory(Path.Combine(_folder.FullName, "outside"));
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret.png"), "secret", Token);
        Directory.CreateDirectory(Path.Combine(Root, "b"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "b", "folder"), outside.FullName);
        File.CreateSymbolicLink(Path.Combine(Root, "b", "file.png"), Path.Combine(outside.FullName, "secret.png"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "b", "loop"), Path.Combine(Root, "b"));

        foreach (var key in new[] { "folder/secret.png", "file.png", "loop/file.png" })
        {
            var location = new ObjectLocation("b", key);
            Assert.Equal(
                MediaErrorCode.InvalidKey,
                (await Assert.ThrowsAsync<MediaProviderException>(() => store.OpenReadAsync(location, null, Token))).Code);
            Assert.Equal(
                MediaErrorCode.InvalidKey,
                (await Assert.ThrowsAsync<MediaProviderException>(() => store.DeleteAsync(location, Token))).Code);
            Assert.Equal(
                MediaErrorCode.InvalidKey,
                (await Assert.ThrowsAsync<MediaProviderException>(() => store.PutAsync(
                    location, UnreadableBody, new() { ContentType = "x/y" }, Token))).Code);
        }

        Assert.Empty(await store.ListAsync("b", "", Token).ToListAsync(Token));
        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(outside.FullName, "secret.png"), Token));
    }

    [Fact]
    public async Task Bucket_can_be_a_symbolic_link()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder.FullName, "bigger-disk"));
        var store = new FolderObjectStore(Root, TimeProvider.System);
        Directory.CreateSymbolicLink(Path.Combine(Root, "b"), elsewhere.FullName);

        await store.PutAsync(new("b", "a/x.png"), ObjectBody.FromBytes(new byte[3]), new() { ContentType = "image/png" }, Token);

        Assert.True(File.Exists(Path.Combine(elsewhere.FullName, "a", "x.png")));
        Assert.Equal(["a/x.png"], await store.ListAsync("b", "", Token).Select(stored => stored.Location.Key).ToListAsync(Token));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ObjectBody UnreadableBody => new(1, _ => throw new InvalidOperationException("The body was opened."));
}
