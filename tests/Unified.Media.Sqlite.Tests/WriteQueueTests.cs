namespace Unified.Media.Sqlite.Tests;

public sealed class WriteQueueTests : IDisposable
{
    private readonly CatalogFixture _fixture = new();
    private readonly WriteQueue _queue;

    public WriteQueueTests()
    {
        _queue = new(_fixture.Database);
        using var session = _fixture.Database.OpenWriter();
        session.ExecuteScript("CREATE TABLE log (entry TEXT NOT NULL) STRICT");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Single_change_completes_synchronously()
    {
        var answer = _queue.WriteAsync(Insert("a"), WriteDurability.Flushed, Cancel);

        Assert.True(answer.IsCompletedSuccessfully);
        Assert.Equal(1, await answer);
        Assert.Equal("a", Log());
    }

    [Fact]
    public async Task Waiting_changes_share_one_commit()
    {
        using var release = new ManualResetEventSlim();
        var first = Task.Run(() => _queue.WriteAsync(Hold(release), WriteDurability.Flushed, Cancel), Cancel);
        await WaitForAsync(() => _held);
        var seen = new List<object?>();

        var others = Enumerable.Range(0, 10).Select(number => _queue.WriteAsync(
            session =>
            {
                seen.Add(_fixture.Scalar("SELECT count(*) FROM log"));
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
    public async Task Failed_change_is_rolled_back_alone()
    {
        using var release = new ManualResetEventSlim();
        var first = Task.Run(() => _queue.WriteAsync(Hold(release), WriteDurability.Flushed, Cancel), Cancel);
        await WaitForAsync(() => _held);

        var before = _queue.WriteAsync(Insert("before"), WriteDurability.Flushed, Cancel);
        var refused = _queue.WriteAsync<int>(
            session =>
            {
                Insert("never")(session);
                throw new MediaConflictException("No.");
            },
            WriteDurability.Flushed,
            Cancel);
        var broken = _queue.WriteAsync(session => session.Execute("INSERT INTO log (entry) VALUES (NULL)"), WriteDurability.Flushed, Cancel);
        var after = _queue.WriteAsync(Insert("after"), WriteDurability.Flushed, Cancel);
        release.Set();
        await Task.WhenAll(first, before, after);

        await Assert.ThrowsAsync<MediaConflictException>(() => refused);
        await Assert.ThrowsAsync<MediaProviderException>(() => broken);
        Assert.Equal("first,before,after", Log());
    }

    [Fact]
    public async Task Failed_single_change_does_not_stop_the_queue()
    {
        await Assert.ThrowsAsync<MediaConflictException>(() => _queue.WriteAsync<int>(
            session =>
            {
                Insert("never")(session);
                throw new MediaConflictException("No.");
            },
            WriteDurability.Flushed,
            Cancel));

        await _queue.WriteAsync(Insert("next"), WriteDurability.Written, Cancel);

        Assert.Equal("next", Log());
    }

    [Fact]
    public async Task Flushed_change_flushes_the_whole_batch()
    {
        var alone = await _queue.WriteAsync(Synchronous, WriteDurability.Written, Cancel);
        var flushed = await _queue.WriteAsync(Synchronous, WriteDurability.Flushed, Cancel);

        Assert.Equal((1L, 2L), (alone, flushed));
    }

    [Fact]
    public async Task Change_canceled_while_waiting_does_not_start()
    {
        using var release = new ManualResetEventSlim();
        using var source = new CancellationTokenSource();
        var first = Task.Run(() => _queue.WriteAsync(Hold(release), WriteDurability.Flushed, Cancel), Cancel);
        await WaitForAsync(() => _held);

        var waiting = _queue.WriteAsync(Insert("never"), WriteDurability.Flushed, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.Set();
        await first;
        await _queue.WriteAsync(Insert("next"), WriteDurability.Flushed, Cancel);

        Assert.Equal("first,next", Log());
    }

    [Fact]
    public async Task Change_canceled_after_its_start_completes()
    {
        using var source = new CancellationTokenSource();

        var changed = await _queue.WriteAsync(
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
    public async Task Dispose_lets_waiting_changes_complete()
    {
        using var release = new ManualResetEventSlim();
        var first = Task.Run(() => _queue.WriteAsync(Hold(release), WriteDurability.Flushed, Cancel), Cancel);
        await WaitForAsync(() => _held);
        var waiting = _queue.WriteAsync(Insert("last"), WriteDurability.Flushed, Cancel);

        _queue.Dispose();
        release.Set();
        await Task.WhenAll(first, waiting);

        Assert.Equal("first,last", Log());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _queue.WriteAsync(Insert("never"), WriteDurability.Flushed, Cancel));
    }

    public void Dispose()
    {
        _queue.Dispose();
        _fixture.Dispose();
    }

    private volatile bool _held;

    private Func<Session, int> Hold(ManualResetEventSlim release) => session =>
    {
        var changed = Insert("first")(session);
        _held = true;
        release.Wait(TimeSpan.FromSeconds(30));
        return changed;
    };

    private static Func<Session, int> Insert(string entry) => session =>
        session.Execute("INSERT INTO log (entry) VALUES (@entry)", ("@entry", entry));

    private static object? Synchronous(Session session) => session.Scalar("PRAGMA synchronous");

    private object? Log() => _fixture.Scalar("SELECT group_concat(entry) FROM (SELECT entry FROM log ORDER BY rowid)");

    private static async Task WaitForAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, Cancel);
        }
    }
}
