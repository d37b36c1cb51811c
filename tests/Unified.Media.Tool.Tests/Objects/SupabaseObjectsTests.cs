using System.Net.Http.Headers;
using System.Security.Cryptography;
using Unified.Media.TestDatabase;
using Unified.Media.TestStorage;

namespace Unified.Media.Tool.Tests;

/// <summary>Commands that read objects, with Supabase Storage configured by environment variables.</summary>
public sealed class SupabaseObjectsTests : IAsyncLifetime
{
    private const string Bucket = "user-media";

    private static readonly byte[] Content = "abcd"u8.ToArray();

    private StorageServer _storage = null!;
    private FreshDatabase _database = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _storage = await StorageServer.StartAsync(cancellationToken: Cancel);
        _storage.AddBucket(Bucket);
        _database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Verify_compares_stored_objects_with_the_ledger()
    {
        await PutAsync(await AddAsync());
        var missing = await AddAsync();

        var run = (await RunAsync("objects", "verify", "--checksums", "--json")).ExpectExitCode(2);

        var difference = Assert.Single(run.Result.GetProperty("differences").EnumerateArray());
        Assert.Equal("object_missing", difference.GetProperty("code").GetString());
        Assert.Equal(missing.ToString(), difference.GetProperty("item").GetString());
        Assert.DoesNotContain(_storage.ServiceKey, run.All, StringComparison.Ordinal);

        await PutAsync(missing);
        (await RunAsync("objects", "verify", "--checksums")).ExpectExitCode(0);
    }

    [Fact]
    public async Task Sweep_deletes_unreferenced_objects_and_creates_no_bucket()
    {
        var kept = TestItems.KeyOf(await AddAsync());
        var unreferenced = Guid.CreateVersion7();
        await PutAsync(kept);
        await PutAsync(unreferenced);

        (await RunAsync("objects", "sweep", "--dry-run")).ExpectExitCode(1);
        Assert.Equal(2, _storage.Keys(Bucket).Count);
        (await RunAsync("objects", "sweep", "--yes")).ExpectExitCode(0);

        // The sweep itself stores the id of its catalog in the bucket.
        Assert.Equal(["unified-media/catalog-id", kept], _storage.Keys(Bucket));
        Assert.DoesNotContain(
            _storage.Requests, request => request.Method == "POST" && request.Path.EndsWith("/bucket", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    public async Task Doctor_finds_private_items_in_a_public_bucket_of_a_separate_storage(bool isPublic, int exitCode)
    {
        _storage.AddBucket("elsewhere", isPublic);
        await TestItems.AddAsync(_database, "elsewhere");

        var run = (await RunAsync("doctor", "--json")).ExpectExitCode(exitCode);

        Assert.Equal(isPublic, run.Out.Contains("private_items_in_public_bucket", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_fails_for_a_rejected_key_without_reporting_missing_objects()
    {
        await AddAsync();

        var run = await new ToolRunner { Connection = _database.ConnectionString, Variables = Variables("sb_secret_wrong") }
            .RunAsync("objects", "verify", "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("object_missing", run.All, StringComparison.Ordinal);
        Assert.DoesNotContain("sb_secret_wrong", run.All, StringComparison.Ordinal);
    }

    private Task<Guid> AddAsync() => TestItems.AddAsync(_database, sha256: Convert.ToHexStringLower(SHA256.HashData(Content)));

    private Task PutAsync(Guid id) => PutAsync(TestItems.KeyOf(id));

    private async Task PutAsync(string key)
    {
        using var client = new HttpClient();
        using var content = new ByteArrayContent(Content) { Headers = { ContentType = new("image/png") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_storage.Url}object/{Bucket}/{key}") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _storage.ServiceKey);
        using var response = await client.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
    }

    private Task<ToolRun> RunAsync(params string[] args) =>
        new ToolRunner { Connection = _database.ConnectionString, Variables = Variables(_storage.ServiceKey) }.RunAsync(args);

    private Dictionary<string, string> Variables(string key) => new()
    {
        ["SUPABASE_URL"] = _storage.Url.ToString(),
        ["SUPABASE_SERVICE_ROLE_KEY"] = key,
    };
}
