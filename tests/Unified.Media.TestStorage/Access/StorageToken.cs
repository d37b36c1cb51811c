using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>Creates access tokens (HS256 JWTs) for a Storage server.</summary>
public static class StorageToken
{
    private static readonly byte[] Header = """{"alg":"HS256","typ":"JWT"}"""u8.ToArray();

    /// <summary>Creates a token for a role. A negative lifetime creates an expired token.</summary>
    /// <param name="subject">The id of the user; null for an API key.</param>
    public static string Mint(string secret, string role, string? subject, DateTimeOffset now, TimeSpan lifetime)
    {
        var claims = new JsonObject
        {
            ["role"] = role,
            ["iat"] = now.ToUnixTimeSeconds() - 10,
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
        };
        if (subject is not null)
        {
            claims["sub"] = subject;
        }

        return Sign(secret, claims);
    }

    /// <summary>Creates a token with the given claims.</summary>
    public static string Sign(string secret, JsonObject claims)
    {
        var head = Base64Url.EncodeToString(Header) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(head));
        return head + "." + Base64Url.EncodeToString(signature);
    }
}
