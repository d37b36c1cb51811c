using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Keys with every allowed character work in every call; other keys are rejected before any request.</summary>
public sealed class KeyTests
{
    private const string Allowed = "AZaz09_!.*'() &$=@;:+,?-";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> AllowedCharacters => [.. Allowed.Select(character => (int)character)];

    public static TheoryData<int> RejectedCharacters =>
    [
        .. Enumerable.Range(0, 256).Where(code => !char.IsAsciiLetterOrDigit((char)code) && !Allowed.Contains((char)code) && code != '/'),
        0x0101, 0x202E, 0x2028, 0x4E00, 0xD83D, 0xFEFF,
    ];

    [Theory]
    [MemberData(nameof(AllowedCharacters))]
    public async Task Every_allowed_character_works_in_every_call(int code)
    {
        var name = $"a{(char)code}b";
        await using var host = new SupabaseHost();
        var bucket = host.Client.From(StorageUnderTest.Bucket);
        var folder = Bytes.NewKey("");
        var key = $"{folder}{name}/{name}.png";
        await bucket.UploadAsync(key, new MemoryStream(Bytes.Of(10)), cancellationToken: Cancel);

        var listed = new List<string>();
        await foreach (var stored in bucket.ListAsync(key, Cancel))
        {
            listed.Add(stored.Location.Key);
        }

        Assert.Equal([key], listed);
        Assert.Equal(Bytes.Of(10), await bucket.ReadAllAsync(key, Cancel));
        Assert.Equal(10, (await bucket.FindAsync(key, Cancel))!.Stored.SizeBytes);
        using var client = new HttpClient();
        var url = await bucket.SignReadUrlAsync(key, TimeSpan.FromMinutes(5), cancellationToken: Cancel);
        Assert.Equal(Bytes.Of(10), await client.GetByteArrayAsync(url, Cancel));

        var copied = $"{folder}copy of {name}";
        await bucket.CopyAsync(key, copied, cancellationToken: Cancel);
        await bucket.MoveAsync(copied, $"{folder}{name}2", cancellationToken: Cancel);
        Assert.Equal(Bytes.Of(10), await bucket.ReadAllAsync($"{folder}{name}2", Cancel));

        var signedUpload = await bucket.SignUploadAsync($"{folder}{name}3", cancellationToken: Cancel);
        await bucket.UploadSignedAsync(signedUpload, new MemoryStream(Bytes.Of(10, 3)), cancellationToken: Cancel);
        Assert.Equal(Bytes.Of(10, 3), await bucket.ReadAllAsync($"{folder}{name}3", Cancel));

        Assert.True(await bucket.DeleteAsync(key, Cancel));
        Assert.Equal(2, (await bucket.DeleteManyAsync([$"{folder}{name}2", $"{folder}{name}3"], Cancel)).Deleted.Count);
    }

    [Theory]
    [MemberData(nameof(RejectedCharacters))]
    public Task Every_other_character_is_rejected_before_any_request(int code) => AssertRejectedAsync($"a{(char)code}b");

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("x/../y.png")]
    [InlineData("x/./y.png")]
    [InlineData("x/..")]
    [InlineData("x/%2E%2E/y.png")]
    [InlineData("x/.emptyFolderPlaceholder")]
    public Task Key_that_a_URL_would_change_is_rejected(string key) => AssertRejectedAsync(key);

    [Fact]
    public Task Too_long_key_is_rejected() => AssertRejectedAsync(new string('a', 256));

    [Fact]
    public async Task Invalid_name_of_a_bucket_is_rejected()
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok()));

        foreach (var name in (string[])["", ".", "..", "a/b", "a#b", "a%2Fb", "ä", new('a', 101)])
        {
            Assert.Equal(MediaErrorCode.InvalidKey, Assert.Throws<MediaProviderException>(() => host.Client.From(name)).Code);
        }
    }

    private static async Task AssertRejectedAsync(string key)
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok()));
        var bucket = host.Client.From("bucket");
        var opened = false;
        var body = new ObjectBody(1, _ =>
        {
            opened = true;
            return new(new MemoryStream(new byte[1]));
        });
        Func<Task>[] calls =
        [
            () => host.Store.PutAsync(new("bucket", key), body, new() { ContentType = "image/png" }, Cancel),
            () => host.Store.OpenReadAsync(new("bucket", key), null, Cancel),
            () => host.Store.HeadAsync(new("bucket", key), Cancel),
            () => host.Store.DeleteAsync(new("bucket", key), Cancel),
            () => bucket.SignReadUrlsAsync([key], TimeSpan.FromMinutes(1), Cancel),
            () => bucket.DeleteManyAsync([key], Cancel),
            () => bucket.MoveAsync("a", key, cancellationToken: Cancel),
            () => bucket.CopyAsync(key, "a", cancellationToken: Cancel),
            () => bucket.SignUploadAsync(key, cancellationToken: Cancel),
            () => Task.FromResult(bucket.GetPublicUrl(key)),
        ];

        foreach (var call in calls)
        {
            var refused = await Assert.ThrowsAsync<MediaProviderException>(call);
            Assert.Equal(MediaErrorCode.InvalidKey, refused.Code);
            Assert.False(refused.OutcomeUnknown);
        }

        // The media store signs the URLs of whole pages, and legacy rows in them can have any key.
        var urls = host.Store.GetAbility<IObjectUrls>()!;
        Assert.Null(Assert.Single(await urls.SignReadUrlsAsync([new("bucket", key)], TimeSpan.FromMinutes(1), Cancel)));

        Assert.False(opened);
        Assert.Equal(0, host.Server.Count);
    }
}
