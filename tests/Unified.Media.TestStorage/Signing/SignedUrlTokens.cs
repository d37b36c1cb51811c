using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>Creates and verifies the tokens of signed URLs and signed uploads.</summary>
internal sealed class SignedUrlTokens(string secret, TokenVerifier tokens, TimeProvider time)
{
    public string Sign(JsonObject claims, long seconds)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        claims["iat"] = now;
        claims["exp"] = now + seconds;
        return StorageToken.Sign(secret, claims);
    }

    /// <summary>Verifies the token in the query, and returns its claims.</summary>
    /// <exception cref="StorageErrorException">The token is missing or invalid, or is for another path or scope.</exception>
    public JsonObject Read(StorageRequest request, string scope, string path) =>
        Read(request.Query("token") ?? throw StorageErrors.Required("token", "querystring"), scope, path);

    public JsonObject Read(string token, string scope, string path)
    {
        var (claims, error) = tokens.Read(token);
        if (claims is null)
        {
            throw StorageErrors.InvalidSignedToken(error!);
        }

        if (claims["url"]?.ToString() != path)
        {
            throw StorageErrors.InvalidSignature;
        }

        return claims["scope"]?.ToString() == scope ? claims : throw StorageErrors.WrongScope(scope);
    }
}
