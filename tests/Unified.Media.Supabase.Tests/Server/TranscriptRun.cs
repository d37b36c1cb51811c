using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Unified.Media.TestStorage;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>A run of a transcript against a server, with its own buckets.</summary>
internal sealed class TranscriptRun : IAsyncDisposable
{
    private const string User = "11111111-1111-4111-8111-111111111111";
    private const string Other = "22222222-2222-4222-8222-222222222222";

    private readonly StorageTarget _target;

    // One connection per request: the real server sometimes closes a connection after an error, which would fail the next POST.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero });
    private readonly Dictionary<string, string> _placeholders = new(StringComparer.Ordinal);

    private TranscriptRun(StorageTarget target) => _target = target;

    /// <summary>The values of the placeholders.</summary>
    public IReadOnlyDictionary<string, string> Placeholders => _placeholders;

    public static async Task<TranscriptRun> StartAsync(StorageTarget target, CancellationToken cancellationToken)
    {
        var run = new TranscriptRun(target);
        var suffix = Guid.CreateVersion7().ToString("N")[^10..];
        run._placeholders["user"] = User;
        run._placeholders["other"] = Other;
        run._placeholders["url"] = target.Url.ToString().TrimEnd('/');
        await run.CreateBucketAsync("private", $"um-{suffix}-private", new JsonObject { ["public"] = false }, cancellationToken);
        await run.CreateBucketAsync("public", $"um-{suffix}-public", new JsonObject { ["public"] = true }, cancellationToken);
        var limits = new JsonObject
        {
            ["public"] = false,
            ["file_size_limit"] = 1000,
            ["allowed_mime_types"] = new JsonArray("text/plain", "image/*"),
        };
        await run.CreateBucketAsync("limited", $"um-{suffix}-limited", limits, cancellationToken);
        return run;
    }

    /// <summary>Sends the request of a step, and normalizes the response.</summary>
    public async Task<TranscriptResponse> SendAsync(TranscriptStep step, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(step.Wait), cancellationToken);
        using var request = Build(step.Request);
        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        foreach (var (name, place) in step.Keep ?? new Dictionary<string, string>())
        {
            _placeholders[name] = CapturedValue.Read(place, response, body);
        }

        return new ResponseNormalizer(_placeholders, step.Volatile ?? []).Normalize(request.Method, response, body);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bucket in _placeholders.Where(w => w.Key is "private" or "public" or "limited"))
        {
            await SendAsync(HttpMethod.Post, $"/bucket/{bucket.Value}/empty", null, CancellationToken.None);
            await SendAsync(HttpMethod.Delete, $"/bucket/{bucket.Value}", null, CancellationToken.None);
        }

        _http.Dispose();
    }

    private async Task CreateBucketAsync(string placeholder, string name, JsonObject settings, CancellationToken cancellationToken)
    {
        _placeholders[placeholder] = name;
        _placeholders[placeholder + "64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(name));
        settings["name"] = name;
        var status = await SendAsync(HttpMethod.Post, "/bucket", settings, cancellationToken);
        Assert.Equal(HttpStatusCode.OK, status);
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, JsonObject? json, CancellationToken cancellationToken)
    {
        using var request = Build(new TranscriptRequest { Method = method.Method, Path = path, Json = json });
        using var response = await _http.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    private HttpRequestMessage Build(TranscriptRequest step)
    {
        var path = Fill(step.Path);
        var raw = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var address = path.StartsWith("http", StringComparison.Ordinal) ? path : _placeholders["url"] + path;
        var request = new HttpRequestMessage(new HttpMethod(step.Method), new Uri(address, raw)) { Content = Body(step) };
        if (request.Content is not null && step.Chunked)
        {
            request.Headers.TransferEncodingChunked = true;
        }

        var token = Token(step.As ?? "service");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("authorization", "Bearer " + token);
        }

        // A hosted gateway also requires a key of the project; a bare server ignores it.
        request.Headers.TryAddWithoutValidation("apikey", _target.ServiceKey);
        foreach (var (name, value) in step.Headers ?? new Dictionary<string, string>())
        {
            if (!request.Headers.TryAddWithoutValidation(name, Fill(value)))
            {
                request.Content ??= new ByteArrayContent([]);
                request.Content.Headers.TryAddWithoutValidation(name, Fill(value));
            }
        }

        return request;
    }

    private ByteArrayContent? Body(TranscriptRequest step)
    {
        if (step.Json is not null)
        {
            var json = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(step.Json.ToJsonString(TranscriptFiles.Json))));
            json.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return json;
        }

        if (step.Bytes is { } count)
        {
            return new ByteArrayContent([.. Enumerable.Range(0, count).Select(i => (byte)('a' + (i % 26)))]);
        }

        return step.Text is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(Fill(step.Text)));
    }

    private string Fill(string template) =>
        _placeholders.Aggregate(template, (text, pair) => text.Replace("{" + pair.Key + "}", pair.Value, StringComparison.Ordinal));

    private string? Token(string name) => name switch
    {
        "service" => _target.ServiceKey,
        "none" => null,
        "garbage" => "garbage",
        "anon" => Mint(_target.JwtSecret!, "anon", null, 3600),
        "user" => Mint(_target.JwtSecret!, "authenticated", User, 3600),
        "other" => Mint(_target.JwtSecret!, "authenticated", Other, 3600),
        "expired" => Mint(_target.JwtSecret!, "authenticated", User, -60),
        "foreign" => Mint("the secret of another server, which is long enough", "authenticated", User, 3600),
        "opaque" => "sb_secret_0123456789abcdefghijkl",
        _ => throw new ArgumentException("Unknown token " + name, nameof(name)),
    };

    private static string Mint(string secret, string role, string? subject, int seconds) =>
        StorageToken.Mint(secret, role, subject, TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(seconds));
}
