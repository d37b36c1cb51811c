namespace Unified.Media.TestStorage;

/// <summary>Finds out who calls. A hosted gateway turns opaque keys into tokens before the server sees them, a bare one does not.</summary>
internal sealed class CallerCheck(TokenCheck tokens, StorageKeys keys)
{
    /// <summary>The caller; an absent or a bad token is refused.</summary>
    public StorageCaller Require(StorageRequest request) => Require(request, Failures.Required("authorization", "headers"));

    /// <summary>The caller; an absent token is refused in the words given.</summary>
    public StorageCaller Require(StorageRequest request, StorageFailure missing)
    {
        var token = Token(request) ?? throw missing;
        var (caller, wrong) = Read(token);
        return caller ?? throw Failures.BadToken(wrong!);
    }

    /// <summary>The caller; null for an absent or a bad token, which the lenient routes hide.</summary>
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
