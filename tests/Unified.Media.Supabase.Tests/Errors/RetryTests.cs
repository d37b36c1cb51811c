using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>What is tried again, for how long, and what is believed about a try whose answer was lost.</summary>
public sealed class RetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_put_is_sent_again_from_the_start_with_its_body_opened_again()
    {
        var opened = 0;
        var received = new List<int>();
        await using var host = new StubHost(new StubServer(async (request, number, token) =>
        {
            received.Add((await request.Content!.ReadAsByteArrayAsync(token)).Length);
            return number < 3 ? new(HttpStatusCode.ServiceUnavailable) : StubServer.Ok();
        }));
        var body = new ObjectBody(1000, _ =>
        {
            opened++;
            return new(new MemoryStream(new byte[1000]));
        });

        await host.Store.PutAsync(StubHost.Location, body, new() { ContentType = "image/png" }, Cancel);

        Assert.Equal([1000, 1000, 1000], received);
        Assert.Equal(3, opened);
    }

    [Fact]
    public async Task A_refusal_is_not_tried_again()
    {
        await using var host = new StubHost(new StubServer((_, _) => new(HttpStatusCode.Forbidden)));

        await Assert.ThrowsAnyAsync<MediaException>(() => host.PutAsync());

        Assert.Equal(1, host.Server.Count);
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_not_tried_again_and_comes_through_as_it_is()
    {
        await using var host = new StubHost(new StubServer(async (request, _, token) =>
        {
            await request.Content!.ReadAsByteArrayAsync(token);
            return StubServer.Ok();
        }));
        var body = new ObjectBody(1000, _ => new(Testing.EdgeCaseStreams.FailingAfter(new byte[1000], 500)));

        var failure = await Assert.ThrowsAsync<IOException>(() => host.Store.PutAsync(StubHost.Location, body, new() { ContentType = "image/png" }, Cancel));

        Assert.Equal("The stream broke half-way.", failure.Message);
        Assert.Equal(1, host.Server.Count);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(31, 1)]
    [InlineData(86_400, 1)]
    public async Task Waits_as_long_as_it_is_asked_to_up_to_half_a_minute(int seconds, int tries)
    {
        var time = new FakeTimeProvider();
        await using var host = new StubHost(
            new StubServer((_, number) => number == 1 ? Busy(seconds) : StubServer.Ok()), time: time);
        var started = time.GetTimestamp();

        var error = await Record.ExceptionAsync(() => AdvancingAsync(time, host.PutAsync()));

        Assert.Equal(tries, host.Server.Count);
        if (tries == 1)
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<MediaProviderException>(error).RetryAfter);
            Assert.True(error is MediaException { IsTransient: true });
        }
        else
        {
            Assert.Null(error);
            Assert.True(time.GetElapsedTime(started) >= TimeSpan.FromSeconds(seconds));
        }
    }

    [Fact]
    public async Task Understands_a_moment_to_wait_until_as_well()
    {
        await using var host = new StubHost(new StubServer((_, _) =>
        {
            var busy = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            busy.Headers.RetryAfter = new RetryConditionHeaderValue(TimeProvider.System.GetUtcNow().AddHours(1));
            return busy;
        }));

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => host.PutAsync());

        Assert.InRange(error.RetryAfter!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
        Assert.Equal(1, host.Server.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_conflict_with_our_own_first_try_is_success_and_with_anybody_elses_a_conflict(bool isOurs)
    {
        var mark = "";
        await using var host = new StubHost(new StubServer(async (request, number, token) =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return StubServer.Ok($$"""{"size":10,"metadata":{{(isOurs ? mark : "{\"unified-media-put\":\"another\"}")}}}""");
            }

            await request.Content!.ReadAsByteArrayAsync(token);
            mark = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.GetValues("x-metadata").Single()));
            return number == 1
                ? throw new HttpRequestException("The answer is lost.")
                : StubServer.Json(HttpStatusCode.BadRequest, """{"statusCode":"409","error":"Duplicate","message":"x","code":"KeyAlreadyExists"}""");
        }));

        var error = await Record.ExceptionAsync(() => host.PutAsync());

        Assert.Equal(isOurs, error is null);
        Assert.Equal(3, host.Server.Count);
        Assert.True(isOurs || error is MediaConflictException);
    }

    [Fact]
    public async Task A_conflict_at_the_first_try_is_a_conflict_and_nobody_looks()
    {
        await using var host = new StubHost(new StubServer((_, _) =>
            StubServer.Json(HttpStatusCode.BadRequest, """{"statusCode":"409","error":"Duplicate","message":"x","code":"KeyAlreadyExists"}""")));

        await Assert.ThrowsAsync<MediaConflictException>(() => host.PutAsync());

        Assert.Equal(1, host.Server.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public async Task Only_what_was_sent_may_have_taken_effect(HttpRequestError kind, bool unknown)
    {
        await using var host = new StubHost(
            new StubServer(async (request, _, token) =>
            {
                if (unknown && request.Content is not null)
                {
                    await request.Content.ReadAsByteArrayAsync(token);
                }

                throw new HttpRequestException(kind);
            }),
            options => options.MaxRetries = 1);

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => host.PutAsync());

        Assert.Equal(unknown, error.OutcomeUnknown);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task A_try_that_broke_before_the_last_byte_has_certainly_had_no_effect()
    {
        await using var host = new StubHost(
            new StubServer((_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded)), options => options.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => host.PutAsync(1_000_000));

        Assert.False(error.OutcomeUnknown);
    }

    [Fact]
    public async Task What_may_not_be_repeated_is_not()
    {
        await using var host = new StubHost(new StubServer((_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded)));

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => host.Client.From("b").MoveAsync("a", "c", cancellationToken: Cancel));

        Assert.Equal(1, host.Server.Count);
        Assert.True(error.OutcomeUnknown);
    }

    [Fact]
    public async Task A_delete_whose_first_answer_was_lost_has_deleted()
    {
        await using var host = new StubHost(new StubServer((_, number) => number == 1
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded)
            : StubServer.Json(HttpStatusCode.BadRequest, """{"statusCode":"404","error":"not_found","message":"x","code":"NoSuchKey"}""")));

        Assert.True(await host.Client.From("b").DeleteAsync("a", Cancel));
    }

    [Fact]
    public async Task A_server_that_is_down_is_not_flooded_with_repeats()
    {
        await using var host = new StubHost(new StubServer((_, number) => 
            number % 2 == 0 ? StubServer.Ok("""{"size":1}""") : Busy(0, HttpStatusCode.TooManyRequests)));

        // Every call fails once: with a repeat each, half of all requests would be repeats.
        for (var call = 0; call < 100; call++)
        {
            await Record.ExceptionAsync(() => host.Store.HeadAsync(StubHost.Location, Cancel));
        }

        Assert.InRange(host.Server.Count, 100, 100 + 10 + 12);
    }

    [Fact]
    public async Task After_many_failures_no_call_is_made_for_a_while_and_then_one_tells()
    {
        var time = new FakeTimeProvider();
        var isUp = false;
        await using var host = new StubHost(
            new StubServer((_, _) => isUp ? StubServer.Ok("""{"size":1}""") : new(HttpStatusCode.InternalServerError)),
            options => options.MaxRetries = 0,
            time);
        for (var call = 0; call < 20; call++)
        {
            await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.HeadAsync(StubHost.Location, Cancel));
        }

        var asked = host.Server.Count;
        var refused = await Assert.ThrowsAsync<MediaProviderException>(() => host.PutAsync());

        Assert.Equal(asked, host.Server.Count);
        Assert.True(refused.IsTransient);
        Assert.False(refused.OutcomeUnknown);

        isUp = true;
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.NotNull(await host.Store.HeadAsync(StubHost.Location, Cancel));
    }

    [Fact]
    public async Task A_request_that_stands_still_is_given_up_and_tried_again()
    {
        var time = new FakeTimeProvider();
        await using var host = new StubHost(
            new StubServer(async (_, number, token) =>
            {
                await Task.Delay(number == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, token);
                return StubServer.Ok("""{"size":1}""");
            }),
            options => options.StallTimeout = TimeSpan.FromSeconds(1),
            time);

        Assert.NotNull(await AdvancingAsync(time, host.Store.HeadAsync(StubHost.Location, Cancel)));
        Assert.Equal(2, host.Server.Count);
    }

    [Fact]
    public async Task A_slow_body_is_no_standstill()
    {
        var time = new FakeTimeProvider();
        await using var host = new StubHost(
            new StubServer(async (request, _, token) =>
            {
                await request.Content!.ReadAsByteArrayAsync(token);
                return StubServer.Ok();
            }),
            options => options.StallTimeout = TimeSpan.FromSeconds(1),
            time);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var body = new ObjectBody(1000, _ => new(Testing.EdgeCaseStreams.WaitingAfter(new byte[1000], 500, reached, goOn.Task)));

        var put = host.Store.PutAsync(StubHost.Location, body, new() { ContentType = "image/png" }, Cancel);
        await reached.Task.WaitAsync(Cancel);
        time.Advance(TimeSpan.FromMinutes(1));
        goOn.SetResult();
        await put;

        Assert.Equal(1, host.Server.Count);
    }

    [Fact]
    public async Task Cancelling_is_never_taken_for_a_failure()
    {
        using var source = new CancellationTokenSource();
        await using var host = new StubHost(new StubServer(async (_, _, token) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return StubServer.Ok();
        }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Store.HeadAsync(StubHost.Location, source.Token));

        Assert.Equal(1, host.Server.Count);
    }

    // Timers are set while the call goes on, so the clock is advanced until it is over.
    private static async Task<T> AdvancingAsync<T>(FakeTimeProvider time, Task<T> call)
    {
        while (!call.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, Cancel);
        }

        return await call;
    }

    private static HttpResponseMessage Busy(int seconds, HttpStatusCode status = HttpStatusCode.ServiceUnavailable)
    {
        var busy = new HttpResponseMessage(status);
        busy.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return busy;
    }
}
