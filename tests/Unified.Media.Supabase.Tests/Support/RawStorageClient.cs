using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase.Tests;

/// <summary>The server's interface without the driver, for arranging and for looking behind its back.</summary>
public sealed class RawStorageClient : IDisposable
{
    public RawStorageClient(string? token = null)
    {
        Client = new HttpClient { BaseAddress = new Uri($"{StorageUnderTest.Target.Url.AbsoluteUri.TrimEnd('/')}/") };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? StorageUnderTest.Target.ServiceKey);
        Client.DefaultRequestHeaders.Add("apikey", StorageUnderTest.Target.ServiceKey);
    }

    public HttpClient Client { get; }

    public async Task CreateBucketAsync(string name, bool isPublic = false, long? maxBytes = null, string[]? types = null)
    {
        var body = new JsonObject { ["id"] = name, ["name"] = name, ["public"] = isPublic };
        if (maxBytes is { } most)
        {
            body["file_size_limit"] = most;
        }

        if (types is not null)
        {
            body["allowed_mime_types"] = new JsonArray([.. types.Select(type => JsonValue.Create(type))]);
        }

        using var answer = await Client.PostAsJsonAsync("bucket", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task RemoveBucketAsync(string name)
    {
        using var emptied = await Client.PostAsync($"bucket/{name}/empty", null);
        using var removed = await Client.DeleteAsync($"bucket/{name}");
    }

    public async Task<JsonObject?> FindBucketAsync(string name)
    {
        using var answer = await Client.GetAsync($"bucket/{name}");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonObject>() : null;
    }

    public async Task<JsonObject?> FindObjectAsync(string bucket, string key)
    {
        using var answer = await Client.GetAsync($"object/info/authenticated/{bucket}/{key}");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonObject>() : null;
    }

    public async Task<byte[]?> ReadAsync(string bucket, string key)
    {
        using var answer = await Client.GetAsync($"object/authenticated/{bucket}/{key}");
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync() : null;
    }

    public async Task PutAsync(string bucket, string key, byte[] bytes, string type = "image/png")
    {
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = await Client.PutAsync($"object/{bucket}/{key}", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => Client.Dispose();
}
