using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests the listing of objects.</summary>
public abstract class ObjectListingTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    private IObjectListing Listing { get; set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        SkipUnlessSupported(ObjectStoreAbilities.Listing);
        Listing = Store.GetAbility<IObjectListing>()!;
    }

    [Fact]
    public void Store_has_the_declared_ability() => Assert.NotNull(Listing);

    [Fact]
    public async Task List_returns_every_object_under_a_prefix_once()
    {
        string[] names = ["a.png", "b.png", "x/a.png", "x/y/z/a.png", "xx/a.png"];
        foreach (var name in names)
        {
            await PutAsync(Locate(name), SomeBytes(10));
        }

        Assert.Equal(Keys(names), await KeysAsync(Prefix));
        Assert.Equal(Keys("x/a.png", "x/y/z/a.png"), await KeysAsync(Prefix + "x/"));
        Assert.Equal(Keys("x/a.png"), await KeysAsync(Prefix + "x/a.png"));
        Assert.Empty(await KeysAsync(Prefix + "x/a.png/"));
        Assert.Empty(await KeysAsync(Prefix + "nothing"));
    }

    [Fact]
    public async Task Prefix_need_not_end_at_a_folder()
    {
        foreach (var name in (string[])["ab.png", "ab/c.png", "abc/d.png", "b/ab.png"])
        {
            await PutAsync(Locate(name), SomeBytes(10));
        }

        Assert.Equal(Keys("ab.png", "ab/c.png", "abc/d.png"), await KeysAsync(Prefix + "ab"));
        Assert.Equal(Keys("abc/d.png"), await KeysAsync(Prefix + "abc/"));
    }

    [Fact]
    public async Task Prefix_is_compared_literally()
    {
        foreach (var name in (string[])["a_b.png", "axb.png", "a-b.png"])
        {
            await PutAsync(Locate(name), SomeBytes(10));
        }

        Assert.Equal(Keys("a_b.png"), await KeysAsync(Prefix + "a_"));
        Assert.Empty(await KeysAsync(Prefix + "a%"));
        Assert.Empty(await KeysAsync(Prefix + "A"));
        Assert.Empty(await KeysAsync(Prefix + "*"));
    }

    [Fact]
    public async Task List_returns_many_objects()
    {
        var names = Enumerable.Range(0, Harness.BulkObjectCount).Select(number => $"{number % 7}/{number:D5}.png").ToArray();
        var locations = names.Select(name => Locate(name)).ToArray();
        await Parallel.ForEachAsync(
            locations,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token },
            async (location, _) => await PutAsync(location, SomeBytes(1)));

        Assert.Equal(Keys(names), await KeysAsync(Prefix));
    }

    [Fact]
    public async Task List_returns_object_sizes()
    {
        await PutAsync(Locate("empty.png"), []);
        await PutAsync(Locate("large.png"), SomeBytes(1234));
        var sizes = new Dictionary<string, long>();

        await foreach (var stored in Listing.ListAsync(Harness.Bucket, Prefix, Token))
        {
            sizes.Add(stored.Location.Key, stored.SizeBytes);
        }

        Assert.Equal(0, sizes[Prefix + "empty.png"]);
        Assert.Equal(1234, sizes[Prefix + "large.png"]);
    }

    [Fact]
    public async Task List_returns_objects_of_one_bucket()
    {
        await PutAsync(Locate("a.png", Harness.OtherBucket), SomeBytes(10));

        Assert.Empty(await KeysAsync(Prefix));
    }

    [Fact]
    public async Task List_of_a_missing_bucket_is_empty()
    {
        Assert.Empty(await ListAsync(Listing, $"no-{Guid.CreateVersion7():N}", ""));
    }

    [Fact]
    public async Task List_with_an_empty_prefix_returns_the_whole_bucket()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10));

        Assert.Contains(location, await ListAsync(Listing, Harness.Bucket, ""));
    }

    [Fact]
    public async Task List_omits_unfinished_and_failed_puts()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Record.ExceptionAsync(() => PutStreamAsync(Locate("b.png"), 1000, EdgeCaseStreams.FailingAfter(SomeBytes(1000), 500)));
        var put = PutStreamAsync(Locate(), 1000, EdgeCaseStreams.WaitingAfter(SomeBytes(1000), 500, reached, resume.Task));
        try
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);

            Assert.Empty(await KeysAsync(Prefix));
            Assert.DoesNotContain(await ListAsync(Listing, Harness.Bucket, ""), IsOfThisTest);
        }
        finally
        {
            resume.SetResult();
        }

        await put;
        Assert.Equal(Keys("a.png"), await KeysAsync(Prefix));
    }

    [Fact]
    public async Task List_can_be_cancelled()
    {
        await PutAsync(Locate(), SomeBytes(10));
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Listing.ListAsync(Harness.Bucket, Prefix, source.Token))
            {
            }
        });
    }

    private bool IsOfThisTest(ObjectLocation location) => location.Key.Contains(Prefix.Trim('/'), StringComparison.Ordinal);

    private string[] Keys(params string[] names) => [.. names.Select(name => Prefix + name).Order(StringComparer.Ordinal)];

    private async Task<string[]> KeysAsync(string prefix) =>
        [.. (await ListAsync(Listing, Harness.Bucket, prefix)).Select(location => location.Key).Order(StringComparer.Ordinal)];
}
