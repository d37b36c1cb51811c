using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Unified.Media.Supabase.Tests;

/// <summary>A plain HTTP client that prepares and inspects the server without the driver.</summary>
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
        if (maxBytes is { } max)
        {
            body["file_size_limit"] = max;
        }

        if (types is not null)
        {
            body["allowed_mime_types"] = new JsonArray([.. types.Select(type => JsonValue.Create(type))]);
        }

        using var response = await Client.PostAsJsonAsync("bucket", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task RemoveBucketAsync(string name)
    {
        using var emptied = await Client.PostAsync($"bucket/{name}/empty", null);
        using var removed = await Client.DeleteAsync($"bucket/{name}");
    }

    public async Task<JsonObject?> FindBucketAsync(string name)
    {
        using var response = await Client.GetAsync($"bucket/{name}");
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonObject>() : null;
    }

    public async Task<JsonObject?> FindObjectAsync(string bucket, string key)
    {
        using var response = await Client.GetAsync($"object/info/authenticated/{bucket}/{key}");
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonObject>() : null;
    }

    public async Task<byte[]?> ReadAsync(string bucket, string key)
    {
        using var response = await Client.GetAsync($"object/authenticated/{bucket}/{key}");
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync() : null;
    }

    public async Task PutAsync(string bucket, string key, byte[] bytes, string type = "image/png")
    {
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var response = await Client.PutAsync($"object/{bucket}/{key}", content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => Client.Dispose();
}
