using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>Tests slow, short, long, failing and cancelled bodies. A failed put leaves no object.</summary>
public abstract class ObjectStoreStreamTests<THarness> : ObjectStoreSuite<THarness>
    where THarness : ObjectStoreHarness, new()
{
    private const int Size = 200_000;

    [Theory]
    [InlineData("unseekable", Size)]
    [InlineData("one byte per read", 5000)]
    [InlineData("slow", Size)]
    public async Task Put_accepts_any_forward_only_stream(string kind, int size)
    {
        var location = Locate();
        var bytes = SomeBytes(size);
        var stream = kind switch
        {
            "unseekable" => EdgeCaseStreams.NonSeekable(bytes),
            "one byte per read" => EdgeCaseStreams.OneByteReads(bytes),
            _ => EdgeCaseStreams.Slow(bytes),
        };

        await PutStreamAsync(location, size, stream);

        Assert.Equal(bytes, await ReadAsync(location));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(199_999)]
    public async Task Failing_body_leaves_no_object(int bytesBeforeFailure)
    {
        var location = Locate();

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => PutStreamAsync(location, Size, EdgeCaseStreams.FailingAfter(SomeBytes(Size), bytesBeforeFailure)));

        Assert.True(failure is IOException or MediaProviderException { OutcomeUnknown: false }, failure.ToString());
        await AssertAbsentAsync(location);
        await PutAsync(location, SomeBytes(10));
        Assert.Equal(SomeBytes(10), await ReadAsync(location));
    }

    [Theory]
    [InlineData(PutMode.CreateNew)]
    [InlineData(PutMode.Overwrite)]
    public async Task Failing_body_leaves_the_previous_state(PutMode mode)
    {
        var location = Locate();
        if (mode == PutMode.Overwrite)
        {
            await PutAsync(location, SomeBytes(10));
        }

        await Assert.ThrowsAnyAsync<Exception>(
            () => PutStreamAsync(location, Size, EdgeCaseStreams.FailingAfter(SomeBytes(Size), 100_000), mode));

        Assert.Equal(mode == PutMode.Overwrite ? SomeBytes(10) : null, await ReadAsync(location));
    }

    [Theory]
    [InlineData(Size - 1)]
    [InlineData(Size + 1)]
    [InlineData(0)]
    [InlineData(2 * Size)]
    public async Task Put_rejects_a_body_of_the_wrong_length(int actualSize)
    {
        var location = Locate();

        await Assert.ThrowsAsync<MediaProviderException>(
            () => PutStreamAsync(location, Size, EdgeCaseStreams.NonSeekable(SomeBytes(actualSize))));

        await AssertAbsentAsync(location);
    }

    [Fact]
    public async Task Put_rejects_bytes_in_an_empty_body()
    {
        var location = Locate();

        await Assert.ThrowsAsync<MediaProviderException>(() => PutStreamAsync(location, 0, EdgeCaseStreams.NonSeekable(SomeBytes(1))));

        await AssertAbsentAsync(location);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task Put_cancelled_midway_leaves_no_object(int bytesBeforeFailure)
    {
        var location = Locate();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var stream = EdgeCaseStreams.CancellingAfter(SomeBytes(Size), Math.Max(bytesBeforeFailure, 1), source);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PutStreamAsync(location, Size, stream, cancellationToken: source.Token));

        await AssertAbsentAsync(location);
    }

    [Fact]
    public async Task Put_cancelled_before_the_start_stores_nothing()
    {
        var location = Locate();
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PutStreamAsync(location, Size, EdgeCaseStreams.NonSeekable(SomeBytes(Size)), cancellationToken: source.Token));

        await AssertAbsentAsync(location);
    }

    [Fact]
    public async Task Object_is_invisible_until_complete()
    {
        var location = Locate();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var put = PutStreamAsync(location, Size, EdgeCaseStreams.WaitingAfter(SomeBytes(Size), 100_000, reached, resume.Task));
        try
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);

            await AssertAbsentAsync(location);
        }
        finally
        {
            resume.SetResult();
        }

        await put;
        Assert.Equal(SomeBytes(Size), await ReadAsync(location));
    }

    [Fact]
    public async Task Overwrite_keeps_the_old_object_until_the_new_one_is_complete()
    {
        var location = Locate();
        await PutAsync(location, SomeBytes(10));
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var resume = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var body = EdgeCaseStreams.WaitingAfter(SomeBytes(Size), 100_000, reached, resume.Task);
        var put = PutStreamAsync(location, Size, body, PutMode.Overwrite);
        try
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);

            Assert.Equal(SomeBytes(10), await ReadAsync(location));
        }
        finally
        {
            resume.SetResult();
        }

        await put;
        Assert.Equal(SomeBytes(Size), await ReadAsync(location));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_closes_every_stream_it_opens(bool isTruncated)
    {
        var opened = new List<EdgeCaseStream>();
        var body = new ObjectBody(Size, _ =>
        {
            Assert.All(opened, stream => Assert.True(stream.IsDisposed));
            opened.Add(new(SomeBytes(isTruncated ? Size - 1 : Size)));
            return ValueTask.FromResult<Stream>(opened[^1]);
        });

        var put = Store.PutAsync(Locate(), body, new() { ContentType = "image/png" }, Token);

        Assert.Equal(isTruncated, await Record.ExceptionAsync(() => put) is not null);
        Assert.NotEmpty(opened);
        Assert.All(opened, stream => Assert.True(stream.IsDisposed));
    }
}
