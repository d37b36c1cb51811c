using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>Makes and verifies the tokens of signed URLs.</summary>
internal sealed class Signatures(string secret, TokenCheck tokens, TimeProvider time)
{
    public string Sign(JsonObject claims, long seconds)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        claims["iat"] = now;
        claims["exp"] = now + seconds;
        return StorageToken.Sign(secret, claims);
    }

    /// <summary>Returns the claims of the token in the query, provided that they are for this path and purpose.</summary>
    public JsonObject Read(StorageRequest request, string scope, string path) =>
        Read(request.Query("token") ?? throw Failures.Required("token", "querystring"), scope, path);

    public JsonObject Read(string token, string scope, string path)
    {
        var (claims, wrong) = tokens.Read(token);
        if (claims is null)
        {
            throw Failures.InvalidSignedToken(wrong!);
        }

        if (claims["url"]?.ToString() != path)
        {
            throw Failures.InvalidSignature;
        }

        return claims["scope"]?.ToString() == scope ? claims : throw Failures.WrongScope(scope);
    }
}
