namespace Unified.Media.TestStorage;

/// <summary>Authenticates callers. Like a hosted gateway, requests below its prefix may use opaque keys; a bare server accepts tokens only.</summary>
internal sealed class CallerCheck(TokenCheck tokens, StorageKeys keys)
{
    /// <summary>Returns the caller; fails for a missing or invalid token.</summary>
    public StorageCaller Require(StorageRequest request) => Require(request, Failures.Required("authorization", "headers"));

    /// <summary>Returns the caller; fails with a given message for a missing token.</summary>
    public StorageCaller Require(StorageRequest request, StorageFailure missing)
    {
        var token = Token(request) ?? throw missing;
        var (caller, wrong) = Read(token);
        return caller ?? throw Failures.InvalidToken(wrong!);
    }

    /// <summary>Returns the caller; null for a missing or invalid token, as on the lenient routes.</summary>
    public StorageCaller? Try(StorageRequest request) => Token(request) is { } token ? Read(token).Caller : null;

    private (StorageCaller? Caller, string? Wrong) Read(string token)
    {
        var (claims, wrong) = tokens.Read(token);
        return claims is null
            ? (null, wrong)
            : (new StorageCaller(claims["role"]?.ToString() ?? "anon", claims["sub"]?.ToString()), null);
    }

    private string? Token(StorageRequest request)
    {
        var headers = request.Context.Request.Headers;
        var header = headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : header;
        if (request.ThroughGateway)
        {
            var key = headers["apikey"].ToString();
            if (key == keys.Secret && (token.Length == 0 || token == key))
            {
                return keys.Service;
            }

            if (key == keys.Publishable && (token.Length == 0 || token == key))
            {
                return keys.Anon;
            }
        }

        return token.Length == 0 ? null : token;
    }
}
