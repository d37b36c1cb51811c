using System.Net;
using System.Text;

namespace Unified.Media.Supabase.Tests;

/// <summary>The translation of recorded error responses. The HTTP status is 400 for most of them.</summary>
public sealed class ErrorTests
{
    public static TheoryData<int, string, string, bool> Answers => new()
    {
        // The HTTP status, the body, the expected error code of a put, and whether the error is transient.
        { 400, """{"statusCode":"404","error":"Bucket not found","message":"Bucket not found","code":"NoSuchBucket"}""", "provider_failed", false },
        {
            400,
            """{"statusCode":"404","error":"InvalidRequest","message":"The related resource does not exist","code":"InvalidRequest"}""",
            "provider_failed", false
        },
        { 400, """{"statusCode":"409","error":"Duplicate","message":"The resource already exists","code":"KeyAlreadyExists"}""", "conflict", false },
        { 400, """{"statusCode":"409","error":"Duplicate","message":"The resource already exists"}""", "conflict", false },
        { 409, "The resource already exists", "conflict", false },
        {
            400,
            """{"statusCode":"403","error":"Unauthorized","message":"new row violates row-level security policy","code":"AccessDenied"}""",
            "provider_failed", false
        },
        {
            400,
            """{"statusCode":"403","error":"Unauthorized","message":"\"exp\" claim timestamp check failed","code":"AccessDenied"}""",
            "provider_failed", false
        },
        { 403, "new row violates row-level security policy", "provider_failed", false },
        { 401, "<html>Unauthorized</html>", "provider_failed", false },
        {
            400,
            """{"statusCode":"413","error":"Payload too large","message":"The object exceeded the maximum allowed size","code":"EntityTooLarge"}""",
            "rejected", false
        },
        { 413, "<html><h1>413 Request Entity Too Large</h1></html>", "rejected", false },
        { 413, "", "rejected", false },
        { 413, """{"statusCode":413,"error":"FastifyError","code":"EntityTooLarge","message":"Request body is too large"}""", "rejected", false },
        {
            400,
            """{"statusCode":"415","error":"invalid_mime_type","message":"mime type text/plain is not supported","code":"InvalidMimeType"}""",
            "rejected", false
        },
        { 400, """{"statusCode":"400","error":"InvalidKey","message":"Invalid key: a","code":"InvalidKey"}""", "invalid_key", false },
        { 400, """{"statusCode":"400","error":"InvalidKey","message":"Invalid key: a"}""", "invalid_key", false },
        { 400, """{"statusCode":"400","error":"Invalid Input","message":"Bucket name invalid","code":"InvalidBucketName"}""", "invalid_key", false },
        {
            400,
            """{"statusCode":"400","error":"Error","message":"headers must have required property 'authorization'","code":"InvalidRequest"}""",
            "provider_failed", false
        },
        {
            400,
            """{"statusCode":400,"error":"Bad Request","message":"'/x' is not a valid url component","code":"FST_ERR_BAD_URL"}""",
            "provider_failed", false
        },
        { 404, """{"statusCode":404,"error":"Not Found","message":"Route POST:/object not found"}""", "provider_failed", false },
        {
            431,
            """{"statusCode":431,"error":"Request Header Fields Too Large","message":"Exceeded maximum allowed HTTP header size"}""",
            "provider_failed", false
        },
        { 500, """{"statusCode":"500","error":"Internal","message":"Internal Server Error","code":"InternalError"}""", "outcome_unknown", true },
        { 502, "<html>Bad gateway</html>", "outcome_unknown", true },
        { 504, "", "outcome_unknown", true },
        {
            429,
            """{"statusCode":"429","error":"too_many_connections","message":"Too many connections issued to the database","code":"SlowDown"}""",
            "provider_failed", true
        },
        { 503, "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code></Error>", "provider_failed", true },
        {
            400,
            """{"statusCode":"503","error":"acquiring_lock_timeout","message":"acquiring lock timeout","code":"LockTimeout"}""",
            "provider_failed", true
        },
        { 400, """{"statusCode":"429","error":"too_many_connections","message":"x"}""", "provider_failed", true },
        { 400, "not json at all", "provider_failed", false },
        { 400, "{broken json", "provider_failed", false },
        { 400, """{"statusCode":["404"],"error":{"x":1},"message":7,"code":null}""", "provider_failed", false },
        { 400, "", "provider_failed", false },
        { 302, "", "provider_failed", false },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Error_responses_are_translated(int status, string body, string code, bool isTransient)
    {
        await using var host = new StubHost(
            new StubServer((_, _) => new((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) }),
            options => options.MaxRetries = 0);

        var error = await Assert.ThrowsAnyAsync<MediaException>(() => host.PutAsync());

        Assert.Equal(code, error.Code);
        Assert.Equal(isTransient, error.IsTransient);
        Assert.Equal(code == "outcome_unknown", error is MediaProviderException { OutcomeUnknown: true });
        if (body.Length > 12)
        {
            Assert.DoesNotContain(body[..12], error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"statusCode":"413","error":"Payload too large","message":"x","code":"EntityTooLarge"}""", "too_large")]
    [InlineData("""{"statusCode":"415","error":"invalid_mime_type","message":"x","code":"InvalidMimeType"}""", "type_not_allowed")]
    public async Task Rejection_names_the_rule_of_the_bucket(string body, string reason)
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Json(HttpStatusCode.BadRequest, body)));

        var rejected = await Assert.ThrowsAsync<MediaRejectedException>(() => host.PutAsync());

        Assert.Equal(reason, Assert.Single(rejected.Reasons).Code);
    }

    [Theory]
    [InlineData("""{"statusCode":"404","error":"not_found","message":"Object not found","code":"NoSuchKey"}""")]
    [InlineData("""{"statusCode":"404","error":"not_found","message":"Object not found"}""")]
    [InlineData("""{"statusCode":"404","error":"Not found","message":"The resource was not found"}""")]
    public async Task Missing_object_is_not_an_error(string body)
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Json(HttpStatusCode.BadRequest, body)));

        Assert.Null(await host.Store.HeadAsync(StubHost.Location, Cancel));
        Assert.Null(await host.Store.OpenReadAsync(StubHost.Location, null, Cancel));
        await host.Store.DeleteAsync(StubHost.Location, Cancel);
        Assert.False(await host.Client.From("bucket").DeleteAsync("a/b.png", Cancel));
    }

    [Theory]
    [InlineData(400, """{"statusCode":"404","error":"Bucket not found","message":"Bucket not found","code":"NoSuchBucket"}""")]
    [InlineData(400, """{"statusCode":"403","error":"Unauthorized","message":"\"exp\" claim timestamp check failed","code":"AccessDenied"}""")]
    [InlineData(404, """{"statusCode":404,"error":"Not Found","message":"Route GET:/x not found"}""")]
    [InlineData(404, """{"message":"Route GET:/object/x not found","error":"Not Found","statusCode":"404","code":"InvalidRequest"}""")]
    public async Task Wrong_bucket_token_or_server_is_an_error(int status, string body)
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Json((HttpStatusCode)status, body)));

        await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.HeadAsync(StubHost.Location, Cancel));
        await Assert.ThrowsAsync<MediaProviderException>(() => host.Client.From("bucket").ExistsAsync("a/b.png", Cancel));
        await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.OpenReadAsync(StubHost.Location, null, Cancel));

        // A delete that is sent to a wrong server must not report success.
        await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.DeleteAsync(StubHost.Location, Cancel));
    }

    [Fact]
    public async Task Denied_user_is_access_denied_and_denied_key_is_provider_failed()
    {
        const string Refusal = """{"statusCode":"403","error":"Unauthorized","message":"Invalid Compact JWS","code":"AccessDenied"}""";
        StubServer Server() => new((_, _) => StubServer.Json(HttpStatusCode.BadRequest, Refusal));
        await using var users = new StubHost(Server(), options => options.AccessToken = (_, _) => new("a.user.token"));
        await using var ours = new StubHost(Server());

        Assert.Equal("access_denied", (await Assert.ThrowsAsync<MediaAccessDeniedException>(() => users.PutAsync())).Code);
        Assert.False((await Assert.ThrowsAsync<MediaProviderException>(() => ours.PutAsync())).IsTransient);
    }

    [Theory]
    [InlineData(413, RejectionCode.TooLarge)]
    [InlineData(415, RejectionCode.TypeNotAllowed)]
    public async Task Rejection_has_the_response_of_Storage_as_inner_exception(int status, string code)
    {
        await using var host = new StubHost(new StubServer((_, _) => new((HttpStatusCode)status)));

        var error = await Assert.ThrowsAsync<MediaRejectedException>(() => host.PutAsync());

        Assert.Equal(code, Assert.Single(error.Reasons).Code);
        Assert.Contains($"{status}", Assert.IsType<StorageException>(error.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Response_that_is_not_JSON_is_a_provider_error()
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok("<html>Welcome</html>")), options => options.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.HeadAsync(StubHost.Location, Cancel));

        Assert.True(error.IsTransient);
        Assert.DoesNotContain("connection", error.InnerException!.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{"hasNext":true,"objects":[]}""")]
    [InlineData("""{"hasNext":true,"nextCursor":"a","objects":[]}""")]
    public async Task List_without_a_valid_next_cursor_fails(string page)
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok(page)));

        var error = await Assert.ThrowsAsync<MediaProviderException>(
            async () => await host.Client.From("bucket").ListAsync("", Cancel).CountAsync(Cancel));

        Assert.Equal("supabase", error.Provider);
        Assert.InRange(host.Server.Count, 1, 2);
    }

    [Fact]
    public async Task Description_without_a_size_is_a_provider_error()
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Ok("""{"etag":"x"}""")));

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => host.Store.HeadAsync(StubHost.Location, Cancel));

        Assert.Equal("supabase", error.Provider);
    }

    [Fact]
    public async Task Missing_route_is_reported_as_a_wrong_address()
    {
        await using var host = new StubHost(new StubServer((_, _) => StubServer.Json(
            HttpStatusCode.NotFound, """{"statusCode":"404","error":"Not Found","message":"Route GET:/storage/v1/bucket/x not found"}""")));

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => host.Client.FindBucketAsync("x", Cancel));

        Assert.Contains("StorageUrl", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_contain_no_key_token_or_name_of_an_object()
    {
        await using var host = new StubHost(
            new StubServer((_, _) => throw new HttpRequestException("No route.")),
            options =>
            {
                options.MaxRetries = 0;
                options.AccessToken = (_, _) => new("a.users.secret");
            });

        var text = (await Assert.ThrowsAsync<MediaProviderException>(() => host.PutAsync())).ToString();

        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("b.png", text, StringComparison.Ordinal);
    }
}
