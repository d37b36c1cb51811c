using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Unified.Media.Drivers;

namespace Unified.Media.Supabase.Tests;

/// <summary>Retries of failed calls, their limits, and the outcome of calls whose response was lost.</summary>
public sealed class RetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retried_put_opens_its_body_again()
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
    public async Task Denied_call_is_not_retried()
    {
        await using var host = new StubHost(new StubServer((_, _) => new(HttpStatusCode.Forbidden)));

        await Assert.ThrowsAnyAsync<MediaException>(() => host.PutAsync());

        Assert.Equal(1, host.Server.Count);
    }

    [Fact]
    public async Task Exception_of_the_body_is_not_retried_and_not_wrapped()
    {
        await using var host = new StubHost(new StubServer(async (request, _, token) =>
        {
            await request.Content!.ReadAsByteArrayAsync(token);
            return StubServer.Ok();
        }));
        var body = new ObjectBody(1000, _ => new(Testing.EdgeCaseStreams.FailingAfter(new byte[1000], 500)));

        var failure = await Assert.ThrowsAsync<IOException>(
            () => host.Store.PutAsync(StubHost.Location, body, new() { ContentType = "image/png" }, Cancel));

        Assert.Equal("An I/O error was injected.", failure.Message);
        Assert.Equal(1, host.Server.Count);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(31, 1)]
    [InlineData(86_400, 1)]
    public async Task Retry_waits_as_requested_up_to_half_a_minute(int seconds, int tries)
    {
        var time = new FakeTimeProvider();
        await using var host = new StubHost(
            new StubServer((_, number) => number == 1 ? Busy(seconds) : StubServer.Ok()), time: time);
        var started = time.GetTimestamp();

        var error = await Record.ExceptionAsync(() => AdvanceUntilCompletedAsync(time, host.PutAsync()));

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
    public async Task Retry_after_can_be_a_date()
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
    public async Task Conflict_with_an_own_earlier_attempt_is_success(bool isOwn)
    {
        var marker = "";
        await using var host = new StubHost(new StubServer(async (request, number, token) =>
        {
            if (request.Method == HttpMethod.Get)
            {
                return StubServer.Ok($$"""{"size":10,"metadata":{{(isOwn ? marker : "{\"unified-media-put\":\"another\"}")}}}""");
            }

            await request.Content!.ReadAsByteArrayAsync(token);
            marker = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.GetValues("x-metadata").Single()));
            return number == 1
                ? throw new HttpRequestException("The response is lost.")
                : StubServer.Json(HttpStatusCode.BadRequest, """{"statusCode":"409","error":"Duplicate","message":"x","code":"KeyAlreadyExists"}""");
        }));

        var error = await Record.ExceptionAsync(() => host.PutAsync());

        Assert.Equal(isOwn, error is null);
        Assert.Equal(3, host.Server.Count);
        Assert.True(isOwn || error is MediaConflictException);
    }

    [Fact]
    public async Task Conflict_at_the_first_attempt_makes_no_further_call()
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
    public async Task Outcome_is_unknown_only_after_the_request_was_sent(HttpRequestError kind, bool unknown)
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
    public async Task Outcome_is_known_when_the_body_was_not_sent_completely()
    {
        await using var host = new StubHost(
            new StubServer((_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded)), options => options.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => host.PutAsync(1_000_000));

        Assert.False(error.OutcomeUnknown);
    }

    [Fact]
    public async Task Move_is_not_retried_when_its_outcome_is_unknown()
    {
        await using var host = new StubHost(new StubServer((_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded)));

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => host.Client.From("b").MoveAsync("a", "c", cancellationToken: Cancel));

        Assert.Equal(1, host.Server.Count);
        Assert.True(error.OutcomeUnknown);
    }

    [Fact]
    public async Task Delete_reports_success_when_its_first_response_was_lost()
    {
        await using var host = new StubHost(new StubServer((_, number) => number == 1
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded)
            : StubServer.Json(HttpStatusCode.BadRequest, """{"statusCode":"404","error":"not_found","message":"x","code":"NoSuchKey"}""")));

        Assert.True(await host.Client.From("b").DeleteAsync("a", Cancel));
    }

    [Fact]
    public async Task Retry_budget_limits_retries()
    {
        await using var host = new StubHost(new StubServer((_, number) => 
            number % 2 == 0 ? StubServer.Ok("""{"size":1}""") : Busy(0, HttpStatusCode.TooManyRequests)));

        // Every call fails once. Without a budget, half of all requests would be retries.
        for (var call = 0; call < 100; call++)
        {
            await Record.ExceptionAsync(() => host.Store.HeadAsync(StubHost.Location, Cancel));
        }

        Assert.InRange(host.Server.Count, 100, 100 + 10 + 12);
    }

    [Fact]
    public async Task Circuit_breaker_opens_after_many_failures_and_closes_again()
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

        var before = host.Server.Count;
        var refused = await Assert.ThrowsAsync<MediaProviderException>(() => host.PutAsync());

        Assert.Equal(before, host.Server.Count);
        Assert.True(refused.IsTransient);
        Assert.False(refused.OutcomeUnknown);

        isUp = true;
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.NotNull(await host.Store.HeadAsync(StubHost.Location, Cancel));
    }

    [Fact]
    public async Task Stalled_request_is_aborted_and_retried()
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

        Assert.NotNull(await AdvanceUntilCompletedAsync(time, host.Store.HeadAsync(StubHost.Location, Cancel)));
        Assert.Equal(2, host.Server.Count);
    }

    [Fact]
    public async Task Slow_body_does_not_count_as_a_stall()
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
        var proceed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var body = new ObjectBody(1000, _ => new(Testing.EdgeCaseStreams.WaitingAfter(new byte[1000], 500, reached, proceed.Task)));

        var put = host.Store.PutAsync(StubHost.Location, body, new() { ContentType = "image/png" }, Cancel);
        await reached.Task.WaitAsync(Cancel);
        time.Advance(TimeSpan.FromMinutes(1));
        proceed.SetResult();
        await put;

        Assert.Equal(1, host.Server.Count);
    }

    [Fact]
    public async Task Cancelled_call_is_not_retried()
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

    // The call sets new timers while it runs, so the clock must be advanced until it completes.
    private static async Task<T> AdvanceUntilCompletedAsync<T>(FakeTimeProvider time, Task<T> call)
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
