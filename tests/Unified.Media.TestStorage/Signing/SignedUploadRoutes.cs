using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>The routes of signed uploads. The token contains the owner and the permission to overwrite. It can be used until it expires.</summary>
internal sealed class SignedUploadRoutes(StorageState state, UploadRoutes uploads)
{
    public async Task SignAsync(StorageRequest request)
    {
        var caller = state.Callers.Require(request);
        await JsonBody.RejectEmptyJsonAsync(request);
        var (bucket, key) = (request.Segment(3), request.PathFrom(4));
        if (state.Table.FindBucket(bucket) is null)
        {
            throw StorageErrors.RelatedResourceNotFound;
        }

        // Like the real server, validates the key only when the object is uploaded.
        state.Writer.Check(caller, bucket, key, request.Upsert);
        var claims = new JsonObject
        {
            ["url"] = $"{bucket}/{key}",
            ["scope"] = "upload",
            ["upsert"] = request.Upsert,
            ["owner"] = caller.Subject ?? string.Empty,
        };
        var token = state.SignedUrlTokens.Sign(claims, (long)state.Options.SignedUploadLifetime.TotalSeconds);
        var url = $"/object/upload/sign/{bucket}/{key}?token={token}";
        await Responses.JsonAsync(request, new JsonObject { ["url"] = url, ["token"] = token });
    }

    public async Task UploadAsync(StorageRequest request)
    {
        var headers = UploadHeaders.Read(request);
        var claims = state.SignedUrlTokens.Read(request, "upload", request.PathFrom(3));
        var upsert = claims["upsert"]?.GetValue<bool>() ?? false;
        var owner = claims["owner"]?.ToString() ?? string.Empty;
        var item = await uploads.StoreAsync(request, StorageCaller.Service, request.Segment(3), request.PathFrom(4), upsert, headers, owner);
        await Responses.JsonAsync(request, new JsonObject { ["Key"] = $"{item.Bucket}/{item.Key}" });
    }
}
