using System.Collections.Concurrent;

namespace Unified.Media.Supabase.Tests;

/// <summary>With concurrent users of one client, each request contains the access token of its own user only.</summary>
public sealed class TokenIsolationTests
{
    private const int Users = 8;
    private static readonly AsyncLocal<string?> Current = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Concurrent_requests_carry_the_token_of_their_user()
    {
        const int Requests = 1_000;
        var wrong = new ConcurrentBag<string>();
        await using var host = new StubHost(
            new StubServer(async (request, number, token) =>
            {
                await Task.Yield();
                var path = request.RequestUri!.AbsolutePath.Split('/');
                var user = path[^2];
                if (!request.Headers.TryGetValues("Authorization", out var tokens) || tokens.ToArray() is not [var one] || one != $"Bearer {user}")
                {
                    wrong.Add($"{request.Method} {request.RequestUri} {string.Join(';', tokens ?? [])}");
                }

                // Some requests fail, so that the test also covers retries.
                return number % 50 == 0 ? new(System.Net.HttpStatusCode.ServiceUnavailable) : StubServer.Ok("""{"size":1}""");
            }),
            options => options.AccessToken = async (_, _) =>
            {
                await Task.Yield();
                return Current.Value;
            });
        var bucket = host.Client.From("bucket");

        await Task.WhenAll(Enumerable.Range(0, Users).SelectMany(user => Enumerable.Range(0, Requests).Select(number => Task.Run(async () =>
        {
            Current.Value = $"user.{user}.token";
            var key = $"user.{user}.token/{number}.png";
            await Record.ExceptionAsync(() => (number % 4) switch
            {
                0 => bucket.UploadAsync(key, new MemoryStream(new byte[10]), cancellationToken: Cancel),
                1 => bucket.FindAsync(key, Cancel),
                2 => bucket.DeleteAsync(key, Cancel),
                _ => bucket.SignUploadAsync(key, cancellationToken: Cancel),
            });
        }))));

        Assert.Empty(wrong);
        Assert.True(host.Server.Count >= Users * Requests);
    }

    [Fact]
    public async Task Policies_of_Storage_see_the_right_user_in_every_request()
    {
        Assert.SkipWhen(StorageUnderTest.Target.JwtSecret is null, "The secret of the server is unknown, so the test cannot create access tokens.");
        await using var host = new SupabaseHost(options => options.AccessToken = (_, _) => new(Current.Value));
        var bucket = host.Client.From(StorageUnderTest.Bucket);

        await Parallel.ForEachAsync(
            from user in Enumerable.Range(0, Users).Select(_ => Guid.CreateVersion7().ToString()).ToArray()
            from number in Enumerable.Range(0, 40)
            select (user, number),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancel },
            async (work, token) =>
            {
                Current.Value = StorageUnderTest.Target.TokenFor(work.user);
                var own = $"uploads/{work.user}/{work.number}.png";
                await bucket.UploadAsync(own, new MemoryStream(Bytes.Of(10, work.number)), cancellationToken: token);
                Assert.Equal(Bytes.Of(10, work.number), await bucket.ReadAllAsync(own, token));
                Assert.NotNull(await bucket.SignReadUrlAsync(own, TimeSpan.FromMinutes(1), cancellationToken: token));

                var foreign = $"uploads/{Guid.CreateVersion7()}/{work.number}.png";
                await Assert.ThrowsAsync<MediaAccessDeniedException>(
                    () => bucket.UploadAsync(foreign, new MemoryStream(new byte[1]), cancellationToken: token));
                Assert.Null(await bucket.FindAsync(foreign, token));
            });
    }

    [Fact]
    public async Task Object_of_another_user_cannot_be_read_signed_or_deleted()
    {
        Assert.SkipWhen(StorageUnderTest.Target.JwtSecret is null, "The secret of the server is unknown, so the test cannot create access tokens.");
        var (ann, bob) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());
        await using var anns = new SupabaseHost(options => options.AccessToken = (_, _) => new(StorageUnderTest.Target.TokenFor(ann)));
        await using var bobs = new SupabaseHost(options => options.AccessToken = (_, _) => new(StorageUnderTest.Target.TokenFor(bob)));
        var key = $"uploads/{ann}/a.png";
        await anns.Client.From(StorageUnderTest.Bucket).UploadAsync(key, new MemoryStream(Bytes.Of(10)), cancellationToken: Cancel);
        var bucket = bobs.Client.From(StorageUnderTest.Bucket);

        Assert.Null(await bucket.FindAsync(key, Cancel));
        Assert.Null(await bucket.OpenReadAsync(key, cancellationToken: Cancel));
        Assert.Null(await bucket.SignReadUrlAsync(key, TimeSpan.FromMinutes(5), cancellationToken: Cancel));
        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => bucket.DeleteAsync(key, Cancel));
        var result = await bucket.DeleteManyAsync([key, "uploads/nothing.png"], Cancel);
        Assert.Equal([], result.Deleted);
        Assert.Equal(["uploads/nothing.png"], result.NotFound);
        Assert.Equal([key], result.Denied);
        Assert.Equal(Bytes.Of(10), await anns.Client.From(StorageUnderTest.Bucket).ReadAllAsync(key, Cancel));
    }

    [Fact]
    public async Task Expired_or_invalid_token_is_an_error_in_every_call()
    {
        Assert.SkipWhen(StorageUnderTest.Target.JwtSecret is null, "The secret of the server is unknown, so the test cannot create access tokens.");
        string[] tokens = [StorageUnderTest.Target.TokenFor(Guid.CreateVersion7().ToString(), TimeSpan.FromHours(-1)), "not.a.token"];
        foreach (var token in tokens)
        {
            await using var host = new SupabaseHost(options => options.AccessToken = (_, _) => new(token));
            foreach (var name in (string[])[StorageUnderTest.Bucket, StorageUnderTest.PublicBucket])
            {
                var bucket = host.Client.From(name);
                await Assert.ThrowsAsync<MediaAccessDeniedException>(() => bucket.ExistsAsync("a.png", Cancel));
                await Assert.ThrowsAsync<MediaAccessDeniedException>(() => bucket.OpenReadAsync("a.png", cancellationToken: Cancel));
                await Assert.ThrowsAsync<MediaAccessDeniedException>(() => bucket.DeleteAsync("a.png", Cancel));
                await Assert.ThrowsAsync<MediaAccessDeniedException>(
                    () => bucket.UploadAsync("a.png", new MemoryStream(new byte[1]), cancellationToken: Cancel));
                await Assert.ThrowsAsync<MediaAccessDeniedException>(
                    () => bucket.SignReadUrlAsync("a.png", TimeSpan.FromMinutes(1), cancellationToken: Cancel));
            }
        }
    }

    [Fact]
    public async Task Operation_fails_when_the_token_changes_to_another_user()
    {
        var user = "";
        await using var host = new StubHost(
            new StubServer((request, _) =>
            {
                user = "e30.eyJzdWIiOiJib2IifQ.x";
                return StubServer.Ok(request.Method == HttpMethod.Delete ? "[]" : """{"hasNext":true,"nextCursor":"x","objects":[]}""");
            }),
            options => options.AccessToken = (_, _) => new(user));
        var bucket = host.Client.From("bucket");

        user = "e30.eyJzdWIiOiJhbm4ifQ.x";
        await Assert.ThrowsAsync<MediaAccessDeniedException>(
            async () => await bucket.ListAsync(cancellationToken: Cancel).CountAsync(Cancel));
        Assert.Equal(1, host.Server.Count);

        user = "e30.eyJzdWIiOiJhbm4ifQ.x";
        await Assert.ThrowsAsync<MediaAccessDeniedException>(() => bucket.DeleteManyAsync(["a"], Cancel));
        Assert.Equal(2, host.Server.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a token")]
    [InlineData("token\r\nX-Injected: 1")]
    [InlineData("tökên")]
    public async Task Malformed_token_is_denied_and_not_sent(string token)
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok()), options => options.AccessToken = (_, _) => new(token));

        var refused = await Assert.ThrowsAsync<MediaAccessDeniedException>(() => host.PutAsync());

        Assert.Equal(0, host.Server.Count);
        Assert.DoesNotContain("Injected", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sb_secret_abc", null, null)]
    [InlineData("sb_secret_abc", "u.s.r", "Bearer u.s.r")]
    [InlineData("eyJ.eyJ.sig", null, "Bearer eyJ.eyJ.sig")]
    [InlineData("eyJ.eyJ.sig", "u.s.r", "Bearer u.s.r")]
    public async Task Opaque_keys_are_sent_as_apikey_only(string key, string? token, string? authorization)
    {
        (string?, string?) seen = default;
        await using var host = new StubHost(
            new StubServer((request, _) =>
            {
                seen = (request.Headers.GetValues("apikey").Single(), request.Headers.Authorization?.ToString());
                return StubServer.Ok();
            }),
            options =>
            {
                options.ServiceRoleKey = key;
                options.AccessToken = (_, _) => new(token);
            });

        await host.PutAsync();

        Assert.Equal((key, authorization), seen);
    }
}
