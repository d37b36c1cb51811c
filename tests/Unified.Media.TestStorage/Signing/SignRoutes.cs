using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The routes that sign URLs.</summary>
internal sealed class SignRoutes(StorageState state)
{
    // JavaScript's decodeURI leaves these characters escaped. The real server signs a path that decodeURI has decoded, but verifies a fully decoded
    // one, so URLs with these characters in escaped form never work.
    private const string Reserved = ";/?:@&=+$,#";

    public async Task SignOneAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var seconds = JsonBody.Count(body, "expiresIn") ?? throw StorageErrors.Required("expiresIn");
        var transform = body["transform"] as JsonObject;
        var transformed = transform is { Count: > 0 } ? Transformation.FromBody(transform) : null;
        if (!CanRead(caller, request.Segment(2), request.PathFrom(3)))
        {
            throw StorageErrors.ObjectNotFound;
        }

        var path = StorageRequest.Decode(request.RawPathFrom(2), Reserved)!;
        var route = transformed is null ? "object/sign" : "render/image/sign";
        await Responses.JsonAsync(request, new JsonObject { ["signedURL"] = $"/{route}/{path}?token={Token(path, seconds, transformed)}" });
    }

    public async Task SignManyAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var seconds = JsonBody.Count(body, "expiresIn") ?? throw StorageErrors.Required("expiresIn");
        var bucket = request.Segment(2);
        var response = new JsonArray();
        foreach (var key in JsonBody.Strings(body, "paths"))
        {
            var exists = CanRead(caller, bucket, key);
            var path = $"{bucket}/{key}";
            response.Add((JsonNode)new JsonObject
            {
                ["error"] = exists ? null : "Either the object does not exist or you do not have access to it",
                ["path"] = key,
                ["signedURL"] = exists ? $"/object/sign/{path}?token={Token(path, seconds, null)}" : null,
            });
        }

        await Responses.JsonAsync(request, response);
    }

    public Task OpenAsync(StorageRequest request) => OpenAsync(request, 2, render: false);

    public Task RenderAsync(StorageRequest request) => OpenAsync(request, 3, render: true);

    private Task OpenAsync(StorageRequest request, int bucketIndex, bool render)
    {
        var claims = state.SignedUrlTokens.Read(request, "download", request.PathFrom(bucketIndex));
        var item = state.Table.Find(request.Segment(bucketIndex), request.PathFrom(bucketIndex + 1)) ?? throw StorageErrors.ObjectNotFound;
        var expires = DateTimeOffset.FromUnixTimeSeconds(claims["exp"]!.GetValue<long>());
        return state.Content.SendAsync(request, item, expires, render ? claims["transformations"]?.ToString() : null);
    }

    private bool CanRead(StorageCaller caller, string bucket, string key) =>
        state.Table.Find(bucket, key) is not null && state.Policies.Allow(caller, StorageCommand.Select, bucket, key);

    private string Token(string path, long seconds, string? transformed)
    {
        var claims = new JsonObject { ["url"] = path, ["scope"] = "download" };
        if (transformed is not null)
        {
            claims["transformations"] = transformed;
        }

        return state.SignedUrlTokens.Sign(claims, seconds);
    }
}
