namespace Unified.Media.Testing;

/// <summary>
/// Tests uploads of images and videos from seekable and forward-only streams. The content determines the kind.
/// </summary>
/// <typeparam name="THarness">The harness of the drivers under test.</typeparam>
public abstract class MediaUploadTests<THarness>
    where THarness : MediaSystemHarness, new()
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("image", false)]
    [InlineData("image", true)]
    [InlineData("video", false)]
    [InlineData("video", true)]
    public async Task Upload_stores_the_kind_of_the_content(string kind, bool seekable)
    {
        await using var harness = new THarness();
        await using var run = await StartAsync(harness);
        var bytes = BytesOf(kind);

        var item = await run.Store.UploadMediaAsync(run.User, Upload(bytes, seekable), Token);

        Assert.Equal((kind, (long)bytes.Length), (item.Kind.ToString(), item.SizeBytes));
        Assert.Contains($"/{kind}s/", item.Location!.Key, StringComparison.Ordinal);
        var page = await run.Store.GetUserUnifiedMediaAsync(run.User, new() { Kinds = [item.Kind] }, Token);
        Assert.Equal([item.Id], page.Items.Select(listed => listed.Id));
        await using var download = await run.Store.OpenMediaAsync(run.User, item.Id, cancellationToken: Token);
        var stored = new MemoryStream();
        await download!.Content.CopyToAsync(stored, Token);
        Assert.Equal(bytes.ToArray(), stored.ToArray());
    }

    [Theory]
    [InlineData("image")]
    [InlineData("video")]
    public async Task Retry_gives_the_same_item_by_every_upload_method(string kind)
    {
        await using var harness = new THarness();
        await using var run = await StartAsync(harness);
        MediaUpload CreateUpload() => Upload(BytesOf(kind), seekable: false, key: "key");

        var first = await run.Store.UploadMediaAsync(run.User, CreateUpload(), Token);
        var repeatedItem = await run.Store.UploadMediaAsync(run.User, CreateUpload(), Token);
        var itemByKind = kind == "video"
            ? await run.Store.UploadUserVideoAsync(run.User, CreateUpload(), Token)
            : await run.Store.UploadUserImageAsync(run.User, CreateUpload(), Token);

        Assert.Equal((first.Id, first.Id), (repeatedItem.Id, itemByKind.Id));
        Assert.Equal([first.Id], await ListAsync(run));
    }

    [Fact]
    public async Task Retry_with_content_of_the_other_kind_is_a_mismatch()
    {
        await using var harness = new THarness();
        await using var run = await StartAsync(harness);
        var image = await run.Store.UploadMediaAsync(run.User, Upload(TinyImage.Png, seekable: false, key: "key"), Token);

        var error = await Assert.ThrowsAsync<MediaConflictException>(
            () => run.Store.UploadMediaAsync(run.User, Upload(TinyVideo.WebM, seekable: false, key: "key"), Token));

        Assert.Equal(MediaErrorCode.IdempotencyMismatch, error.Code);
        Assert.Equal([image.Id], await ListAsync(run));
    }

    private static async Task<ScenarioRun> StartAsync(THarness harness)
    {
        var time = new ManualTimeProvider();
        var system = await harness.CreateAsync(time, Token);
        return new(system, system, await harness.CreateUserAsync(Token), time);
    }

    private static async Task<IEnumerable<MediaId>> ListAsync(ScenarioRun run) =>
        (await run.Store.GetUserUnifiedMediaAsync(run.User, cancellationToken: Token)).Items.Select(item => item.Id);

    private static ReadOnlyMemory<byte> BytesOf(string kind) => kind == "video" ? TinyVideo.WebM : TinyImage.Png;

    private static MediaUpload Upload(ReadOnlyMemory<byte> bytes, bool seekable, string? key = null) => new()
    {
        Content = MediaContent.FromStream(new EdgeCaseStream(bytes.ToArray()) { Seekable = seekable }),
        IdempotencyKey = key,
    };
}
