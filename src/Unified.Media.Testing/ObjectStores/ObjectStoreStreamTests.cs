using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Bodies as callers give them: slow, short, long, failing, cancelled. Whatever fails leaves nothing.</summary>
public abstract class ObjectStoreStreamTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    private const int Size = 200_000;

    [Theory]
    [InlineData("unseekable", Size)]
    [InlineData("one byte per read", 5000)]
    [InlineData("slow", Size)]
    public async Task Stores_from_any_stream(string kind, int size)
    {
        var location = Locate();
        var bytes = SomeBytes(size);
        var stream = kind switch
        {
            "unseekable" => AwkwardStreams.Unseekable(bytes),
            "one byte per read" => AwkwardStreams.OneByteReads(bytes),
            _ => AwkwardStreams.Slow(bytes),
        };

        await PutStreamAsync(location, size, stream);

        Assert.Equal(bytes, await ReadAsync(location));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(199_999)]
    public async Task Leaves_nothing_of_a_body_that_breaks(int after)
    {
        var location = Locate();

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => PutStreamAsync(location, Size, AwkwardStreams.FailingAfter(SomeBytes(Size), after)));

        Assert.True(failure is IOException or MediaProviderException { OutcomeUnknown: false }, failure.ToString());
        await AssertAbsentAsync(location);
        await PutAsync(location, SomeBytes(10));
        Assert.Equal(SomeBytes(10), await ReadAsync(location));
    }

    [Theory]
    [InlineData(PutMode.Create)]
    [InlineData(PutMode.Overwrite)]
    public async Task Keeps_no_half_of_a_body_that_breaks(PutMode mode)
    {
        var location = Locate();
        if (mode == PutMode.Overwrite)
        {
            await PutAsync(location, SomeBytes(10));
        }

        await Assert.ThrowsAnyAsync<Exception>(
            () => PutStreamAsync(location, Size, AwkwardStreams.FailingAfter(SomeBytes(Size), 100_000), mode));

        Assert.Equal(mode == PutMode.Overwrite ? SomeBytes(10) : null, await ReadAsync(location));
    }

    [Theory]
    [InlineData(Size - 1)]
    [InlineData(Size + 1)]
    [InlineData(0)]
    [InlineData(2 * Size)]
    public async Task Refuses_a_body_that_is_shorter_or_longer_than_it_says(int actual)
    {
        var location = Locate();

        await Assert.ThrowsAsync<MediaProviderException>(
            () => PutStreamAsync(location, Size, AwkwardStreams.Unseekable(SomeBytes(actual))));

        await AssertAbsentAsync(location);
    }

    [Fact]
    public async Task Refuses_bytes_that_should_not_be_there()
    {
        var location = Locate();

        await Assert.ThrowsAsync<MediaProviderException>(() => PutStreamAsync(location, 0, AwkwardStreams.Unseekable(SomeBytes(1))));

        await AssertAbsentAsync(location);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task Leaves_nothing_when_it_is_cancelled_half_way(int after)
    {
        var location = Locate();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var stream = AwkwardStreams.CancellingAfter(SomeBytes(Size), Math.Max(after, 1), source);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PutStreamAsync(location, Size, stream, cancellationToken: source.Token));

        await AssertAbsentAsync(location);
    }

    [Fact]
    public async Task Stores_nothing_when_it_was_cancelled_before()
    {
        var location = Locate();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PutStreamAsync(location, Size, AwkwardStreams.Unseekable(SomeBytes(Size)), cancellationToken: source.Token));

        await AssertAbsentAsync(location);
    }

    [Fact]
    public async Task Shows_nothing_before_it_has_everything()
    {
        var location = Locate();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var put = PutStreamAsync(location, Size, AwkwardStreams.WaitingAfter(SomeBytes(Size), 100_000, reached, goOn.Task));
        try
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);

            await AssertAbsentAsync(location);
        }
        finally
        {
            goOn.SetResult();
        }

        await put;
        Assert.Equal(SomeBytes(Size), await ReadAsync(location));
    }

    [Fact]
    public async Task Shows_the_old_object_until_the_new_one_is_complete()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10));
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var body = AwkwardStreams.WaitingAfter(SomeBytes(Size), 100_000, reached, goOn.Task);
        var put = PutStreamAsync(location, Size, body, PutMode.Overwrite);
        try
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);

            Assert.Equal(SomeBytes(10), await ReadAsync(location));
        }
        finally
        {
            goOn.SetResult();
        }

        await put;
        Assert.Equal(SomeBytes(Size), await ReadAsync(location));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Closes_every_stream_that_it_opens(bool fails)
    {
        var opened = new List<AwkwardStream>();
        var body = new ObjectBody(Size, _ =>
        {
            Assert.All(opened, stream => Assert.True(stream.IsDisposed));
            opened.Add(new(SomeBytes(fails ? Size - 1 : Size)));
            return ValueTask.FromResult<Stream>(opened[^1]);
        });

        var put = Store.PutAsync(Locate(), body, new("image/png"), Cancel);

        Assert.Equal(fails, await Record.ExceptionAsync(() => put) is not null);
        Assert.NotEmpty(opened);
        Assert.All(opened, stream => Assert.True(stream.IsDisposed));
    }
}
