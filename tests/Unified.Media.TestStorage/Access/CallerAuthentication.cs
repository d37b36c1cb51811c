namespace Unified.Media.TestStorage;

/// <summary>
/// Authenticates callers by their tokens. Requests to the path of the gateway can also use opaque keys, which the gateway replaces with tokens.
/// </summary>
internal sealed class CallerAuthentication(TokenVerifier tokens, StorageKeys keys)
{
    /// <summary>Returns the caller.</summary>
    /// <exception cref="StorageErrorException">The token is missing or invalid.</exception>
    public StorageCaller Require(StorageRequest request) => Require(request, StorageErrors.Required("authorization", "headers"));

    /// <summary>Returns the caller. Throws <paramref name="missing"/> when there is no token.</summary>
    public StorageCaller Require(StorageRequest request, StorageErrorException missing)
    {
        var token = Token(request) ?? throw missing;
        var (caller, error) = Read(token);
        return caller ?? throw StorageErrors.InvalidToken(error!);
    }

    /// <summary>Returns the caller; null when the token is missing or invalid.</summary>
    public StorageCaller? Try(StorageRequest request) => Token(request) is { } token ? Read(token).Caller : null;

    private (StorageCaller? Caller, string? Error) Read(string token)
    {
        var (claims, error) = tokens.Read(token);
        return claims is null
            ? (null, error)
            : (new StorageCaller(claims["role"]?.ToString() ?? "anon", claims["sub"]?.ToString()), null);
    }

    private string? Token(StorageRequest request)
    {
        var headers = request.Context.Request.Headers;
        var header = headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : header;
        if (request.IsThroughGateway)
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
