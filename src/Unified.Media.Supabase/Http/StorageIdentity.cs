using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>The identity of a request: a user with an access token, or the configured key.</summary>
internal sealed class StorageIdentity(MediaUser user, string? accessToken)
{
    /// <summary>The identity of calls that the library makes for itself.</summary>
    public static readonly StorageIdentity Service = new(MediaUser.Service, null);

    private string? _subject;
    private string? _credential;

    /// <summary>True where an access token is sent; false where the configured key acts.</summary>
    public bool HasToken => AccessToken is not null;

    public MediaUser User { get; } = user;

    public string? AccessToken { get; } = accessToken;

    /// <summary>
    /// The part of a token that renewing it does not change. It is not verified: it only separates the work of different users, in calls for
    /// which Storage verifies the token.
    /// </summary>
    public string Subject => _subject ??= AccessToken is null ? "service" : SubjectOf(AccessToken) ?? $"token:{Digest(AccessToken)}";

    /// <summary>
    /// The digest of the token itself, for results that are cached. A forged token can name any subject, and a cached result is returned
    /// without a call in which Storage would verify the token.
    /// </summary>
    public string Credential => _credential ??= AccessToken is null ? "service" : Digest(AccessToken);

    /// <summary>Makes the caller of the next call of the same operation.</summary>
    public StorageCaller ToCaller() => new(User, this);

    /// <summary>Returns a text without the token.</summary>
    public override string ToString() => HasToken ? "a user" : "the service";

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
