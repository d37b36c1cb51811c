using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unified.Media.TestStorage;

/// <summary>Verifies HS256 tokens, with the error messages of the real server.</summary>
internal sealed class TokenVerifier(string secret, TimeProvider time)
{
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>Verifies a token, and returns its claims or an error message.</summary>
    public (JsonObject? Claims, string? Error) Read(string? token)
    {
        var parts = token?.Split('.') ?? [];
        if (parts.Length != 3)
        {
            return (null, StorageErrors.NoToken);
        }

        if (!Base64Url.IsValid(parts[2]))
        {
            return (null, "Failed to base64url decode the signature");
        }

        var signature = Base64Url.DecodeFromChars(parts[2]);
        if (signature.Length == 0 || !Base64Url.IsValid(parts[1]))
        {
            return (null, "Failed to base64url decode the signature");
        }

        var expected = HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(parts[0] + "." + parts[1]));
        if (!CryptographicOperations.FixedTimeEquals(expected, signature))
        {
            return (null, StorageErrors.SignatureMismatch);
        }

        try
        {
            var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1])) as JsonObject;
            var expires = claims?["exp"]?.GetValue<long>();
            return expires is { } end && end <= time.GetUtcNow().ToUnixTimeSeconds()
                ? (null, StorageErrors.Expired)
                : (claims, claims is null ? StorageErrors.NoToken : null);
        }
        catch (JsonException)
        {
            return (null, StorageErrors.NoToken);
        }
    }
}
