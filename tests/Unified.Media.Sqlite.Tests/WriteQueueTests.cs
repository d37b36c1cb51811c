namespace Unified.Media.Sqlite.Tests;

public sealed class WriteQueueTests : IDisposable
{
    private readonly CatalogFixture fixture = new();
    private readonly WriteQueue queue;

    public WriteQueueTests()
    {
        queue = new(fixture.Database);
        using var session = fixture.Database.OpenWriter();
        session.ExecuteScript("CREATE TABLE log (entry TEXT NOT NULL) STRICT");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_a_lone_caller_before_it_returns()
    {
        var answer = queue.RunAsync(Insert("a"), WriteDurability.Flushed, Cancel);

        Assert.True(answer.IsCompletedSuccessfully);
        Assert.Equal(1, await answer);
        Assert.Equal("a", Log());
    }

    [Fact]
    public async Task Commits_what_waits_together()
    {
        using var release = new ManualResetEventSlim();
        var first = Task.Run(() => queue.RunAsync(Hold(release), WriteDurability.Flushed, Cancel), Cancel);
        await WaitForAsync(() => held);
        var seen = new List<object?>();

        var others = Enumerable.Range(0, 10).Select(number => queue.RunAsync(
            session =>
            {
                seen.Add(fixture.Scalar("SELECT count(*) FROM log"));
                return Insert($"{number}")(session);
            },
            WriteDurability.Flushed,
            Cancel)).ToArray();
        release.Set();
        await first;
        await Task.WhenAll(others);

        Assert.Equal("first,0,1,2,3,4,5,6,7,8,9", Log());
        Assert.Single(seen.Distinct());
    }

    [Fact]
    public async Task Rolls_back_alone_what_fails()
    {
        using var release = new ManualResetEventSlim();
        var first = Task.Run(() => queue.RunAsync(Hold(release), WriteDurability.Flushed, Cancel), Cancel);
        await WaitForAsync(() => held);

        var before = queue.RunAsync(Insert("before"), WriteDurability.Flushed, Cancel);
        var refused = queue.RunAsync<int>(
            session =>
            {
                Insert("never")(session);
                throw new MediaConflictException("No.");
            },
            WriteDurability.Flushed,
            Cancel);
        var broken = queue.RunAsync(session => session.Execute("INSERT INTO log (entry) VALUES (NULL)"), WriteDurability.Flushed, Cancel);
        var after = queue.RunAsync(Insert("after"), WriteDurability.Flushed, Cancel);
        release.Set();
        await Task.WhenAll(first, before, after);

        await Assert.ThrowsAsync<MediaConflictException>(() => refused);
        await Assert.ThrowsAsync<MediaProviderException>(() => broken);
        Assert.Equal("first,before,after", Log());
    }

    [Fact]
    public async Task Rolls_back_a_lone_change_that_fails_and_goes_on()
    {
        await Assert.ThrowsAsync<MediaConflictException>(() => queue.RunAsync<int>(
            session =>
            {
                Insert("never")(session);
                throw new MediaConflictException("No.");
            },
            WriteDurability.Flushed,
            Cancel));

        await queue.RunAsync(Insert("next"), WriteDurability.Written, Cancel);

        Assert.Equal("next", Log());
    }

    [Fact]
    public async Task Flushes_what_must_be_flushed_and_what_goes_with_it()
    {
        var alone = await queue.RunAsync(Synchronous, WriteDurability.Written, Cancel);
        var flushed = await queue.RunAsync(Synchronous, WriteDurability.Flushed, Cancel);

        Assert.Equal((1L, 2L), (alone, flushed));
    }

    [Fact]
    public async Task Does_not_begin_what_was_cancelled_while_it_waited()
    {
        using var release = new ManualResetEventSlim();
        using var source = new CancellationTokenSource();
        var first = Task.Run(() => queue.RunAsync(Hold(release), WriteDurability.Flushed, Cancel), Cancel);
        await WaitForAsync(() => held);

        var waiting = queue.RunAsync(Insert("never"), WriteDurability.Flushed, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.Set();
        await first;
        await queue.RunAsync(Insert("next"), WriteDurability.Flushed, Cancel);

        Assert.Equal("first,next", Log());
    }

    [Fact]
    public async Task Carries_through_what_was_cancelled_after_it_began()
    {
        using var source = new CancellationTokenSource();

        var changed = await queue.RunAsync(
            session =>
            {
                source.Cancel();
                return Insert("a")(session);
            },
            WriteDurability.Flushed,
            source.Token);

        Assert.Equal(1, changed);
        Assert.Equal("a", Log());
    }

    [Fact]
    public async Task Makes_what_waits_when_it_is_closed()
    {
        using var release = new ManualResetEventSlim();
        var first = Task.Run(() => queue.RunAsync(Hold(release), WriteDurability.Flushed, Cancel), Cancel);
        await WaitForAsync(() => held);
        var waiting = queue.RunAsync(Insert("last"), WriteDurability.Flushed, Cancel);

        queue.Dispose();
        release.Set();
        await Task.WhenAll(first, waiting);

        Assert.Equal("first,last", Log());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => queue.RunAsync(Insert("never"), WriteDurability.Flushed, Cancel));
    }

    public void Dispose()
    {
        queue.Dispose();
        fixture.Dispose();
    }

    private volatile bool held;

    private Func<Session, int> Hold(ManualResetEventSlim release) => session =>
    {
        var changed = Insert("first")(session);
        held = true;
        release.Wait(TimeSpan.FromSeconds(30));
        return changed;
    };

    private static Func<Session, int> Insert(string entry) => session =>
        session.Execute("INSERT INTO log (entry) VALUES (@entry)", ("@entry", entry));

    private static object? Synchronous(Session session) => session.Scalar("PRAGMA synchronous");

    private object? Log() => fixture.Scalar("SELECT group_concat(entry) FROM (SELECT entry FROM log ORDER BY rowid)");

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, Cancel);
        }
    }
}
