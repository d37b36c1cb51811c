using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>Who a request acts for: a user by an access token, or the service by its key.</summary>
internal sealed class StorageIdentity(string? accessToken)
{
    /// <summary>The service.</summary>
    public static readonly StorageIdentity Service = new(null);

    private string? _subject;
    private string? _credential;

    public bool IsUser => AccessToken is not null;

    public string? AccessToken { get; } = accessToken;

    /// <summary>
    /// The part of a token that stays when the token is renewed. It is not verified here: it only keeps what was begun for one user away from
    /// another, in calls with which Storage verifies the token.
    /// </summary>
    public string Subject => _subject ??= AccessToken is null ? "service" : SubjectOf(AccessToken) ?? $"token:{Digest(AccessToken)}";

    /// <summary>
    /// Digest of the token itself, for what is answered without asking Storage: who only writes another's name into a token of his own
    /// making must not be given what Storage once gave to the other.
    /// </summary>
    public string Credential => _credential ??= AccessToken is null ? "service" : Digest(AccessToken);

    /// <summary>Never the token.</summary>
    public override string ToString() => IsUser ? "a user" : "the service";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? SubjectOf(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("sub", out var sub) && sub.ValueKind == JsonValueKind.String
                && sub.GetString() is { Length: > 0 } subject
                    ? $"sub:{subject}"
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }
    }
}
