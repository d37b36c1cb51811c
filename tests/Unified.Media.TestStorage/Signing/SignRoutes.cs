using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The routes that sign URLs.</summary>
internal sealed class SignRoutes(StorageState state)
{
    // The characters that JavaScript's decodeURI leaves escaped. The route that opens a URL decodes everything, so that a key with one of them
    // never verifies.
    private const string Reserved = ";/?:@&=+$,#";

    public async Task SignOneAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var seconds = JsonBody.Count(body, "expiresIn") ?? throw Failures.Required("expiresIn");
        var transform = body["transform"] as JsonObject;
        var transformed = transform is { Count: > 0 } ? Transformation.FromBody(transform) : null;
        if (!Readable(caller, request.Segment(2), request.Rest(3)))
        {
            throw Failures.ObjectMissing;
        }

        var path = StorageRequest.Decode(request.RawRest(2), Reserved)!;
        var route = transformed is null ? "object/sign" : "render/image/sign";
        await Replies.JsonAsync(request, new JsonObject { ["signedURL"] = $"/{route}/{path}?token={Token(path, seconds, transformed)}" });
    }

    public async Task SignManyAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        var body = await JsonBody.ReadAsync(request);
        var seconds = JsonBody.Count(body, "expiresIn") ?? throw Failures.Required("expiresIn");
        var bucket = request.Segment(2);
        var answer = new JsonArray();
        foreach (var key in JsonBody.Strings(body, "paths"))
        {
            var there = Readable(caller, bucket, key);
            var path = $"{bucket}/{key}";
            answer.Add((JsonNode)new JsonObject
            {
                ["error"] = there ? null : "Either the object does not exist or you do not have access to it",
                ["path"] = key,
                ["signedURL"] = there ? $"/object/sign/{path}?token={Token(path, seconds, null)}" : null,
            });
        }

        await Replies.JsonAsync(request, answer);
    }

    public Task OpenAsync(StorageRequest request) => OpenAsync(request, 2, render: false);

    public Task RenderAsync(StorageRequest request) => OpenAsync(request, 3, render: true);

    private Task OpenAsync(StorageRequest request, int at, bool render)
    {
        var claims = state.Signatures.Read(request, "download", request.Rest(at));
        var item = state.Table.Find(request.Segment(at), request.Rest(at + 1)) ?? throw Failures.ObjectMissing;
        var expires = DateTimeOffset.FromUnixTimeSeconds(claims["exp"]!.GetValue<long>());
        return state.Content.SendAsync(request, item, expires, render ? claims["transformations"]?.ToString() : null);
    }

    private bool Readable(StorageCaller caller, string bucket, string key) =>
        state.Table.Find(bucket, key) is not null && state.Policies.Allow(caller, StorageCommand.Select, bucket, key);

    private string Token(string path, long seconds, string? transformed)
    {
        var claims = new JsonObject { ["url"] = path, ["scope"] = "download" };
        if (transformed is not null)
        {
            claims["transformations"] = transformed;
        }

        return state.Signatures.Sign(claims, seconds);
    }
}
