using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Unified.Media.TestStorage;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>One run of one transcript against a server, in buckets of its own.</summary>
internal sealed class TranscriptRun : IAsyncDisposable
{
    private const string User = "11111111-1111-4111-8111-111111111111";
    private const string Other = "22222222-2222-4222-8222-222222222222";

    private readonly StorageTarget _target;

    // A connection for each request: the real server sometimes closes one after an error, which would fail the next POST on it.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero });
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    private TranscriptRun(StorageTarget target) => _target = target;

    /// <summary>What stands for what in this run.</summary>
    public IReadOnlyDictionary<string, string> Words => _words;

    public static async Task<TranscriptRun> StartAsync(StorageTarget target, CancellationToken cancellationToken)
    {
        var run = new TranscriptRun(target);
        var mark = Guid.CreateVersion7().ToString("N")[^10..];
        run._words["user"] = User;
        run._words["other"] = Other;
        run._words["url"] = target.Url.ToString().TrimEnd('/');
        await run.CreateBucketAsync("private", $"um-{mark}-private", new JsonObject { ["public"] = false }, cancellationToken);
        await run.CreateBucketAsync("public", $"um-{mark}-public", new JsonObject { ["public"] = true }, cancellationToken);
        var limits = new JsonObject
        {
            ["public"] = false,
            ["file_size_limit"] = 1000,
            ["allowed_mime_types"] = new JsonArray("text/plain", "image/*"),
        };
        await run.CreateBucketAsync("limited", $"um-{mark}-limited", limits, cancellationToken);
        return run;
    }

    /// <summary>Sends the request of a step and reduces its answer.</summary>
    public async Task<TranscriptResponse> AskAsync(TranscriptStep step, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(step.Wait), cancellationToken);
        using var request = Build(step.Request);
        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        foreach (var (name, place) in step.Keep ?? new Dictionary<string, string>())
        {
            _words[name] = CapturedValue.Read(place, response, body);
        }

        return new ResponseNormalizer(_words, step.Volatile ?? []).Reduce(request.Method, response, body);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bucket in _words.Where(w => w.Key is "private" or "public" or "limited"))
        {
            await SendAsync(HttpMethod.Post, $"/bucket/{bucket.Value}/empty", null, CancellationToken.None);
            await SendAsync(HttpMethod.Delete, $"/bucket/{bucket.Value}", null, CancellationToken.None);
        }

        _http.Dispose();
    }

    private async Task CreateBucketAsync(string word, string name, JsonObject settings, CancellationToken cancellationToken)
    {
        _words[word] = name;
        _words[word + "64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(name));
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
        var address = path.StartsWith("http", StringComparison.Ordinal) ? path : _words["url"] + path;
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

        // A hosted gateway wants a key of the project besides; a bare server ignores it.
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
        _words.Aggregate(template, (text, word) => text.Replace("{" + word.Key + "}", word.Value, StringComparison.Ordinal));

    private string? Token(string whose) => whose switch
    {
        "service" => _target.ServiceKey,
        "none" => null,
        "garbage" => "garbage",
        "anon" => Mint(_target.JwtSecret!, "anon", null, 3600),
        "user" => Mint(_target.JwtSecret!, "authenticated", User, 3600),
        "other" => Mint(_target.JwtSecret!, "authenticated", Other, 3600),
        "expired" => Mint(_target.JwtSecret!, "authenticated", User, -60),
        "foreign" => Mint("a secret of somebody else, long enough to be one", "authenticated", User, 3600),
        "opaque" => "sb_secret_0123456789abcdefghijkl",
        _ => throw new ArgumentException("Nobody is called " + whose, nameof(whose)),
    };

    private static string Mint(string secret, string role, string? subject, int seconds) =>
        StorageToken.Mint(secret, role, subject, TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(seconds));
}
