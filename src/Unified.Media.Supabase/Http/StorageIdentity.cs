using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Unified.Media.Supabase;

/// <summary>The identity of a request: a user with an access token, or the configured key.</summary>
internal sealed class StorageIdentity(MediaUser user, string? accessToken)
{
    /// <summary>The identity of calls with the configured key.</summary>
    public static readonly StorageIdentity Service = new(MediaUser.Service, null);

    private string? _subject;
    private string? _credentialId;

    /// <summary>True when an access token is sent; false when only the configured key is sent.</summary>
    public bool HasToken => AccessToken is not null;

    public MediaUser User { get; } = user;

    public string? AccessToken { get; } = accessToken;

    /// <summary>
    /// The user in the access token, which stays the same when the token is renewed. It is not verified, so it may only be used together with calls
    /// for which Storage verifies the token.
    /// </summary>
    public string Subject => _subject ??= AccessToken is null ? "service" : ReadSubject(AccessToken) ?? $"token:{Digest(AccessToken)}";

    /// <summary>
    /// The key of cached results: the digest of the access token, or <c>service</c> without an access token. <see cref="Subject"/> is not sufficient
    /// as this key: a forged token can contain any subject, and Storage does not verify the token when a cached result is returned.
    /// </summary>
    public string CredentialId => _credentialId ??= AccessToken is null ? "service" : Digest(AccessToken);

    /// <summary>Creates the caller for later calls of the same operation.</summary>
    public StorageCaller ToCaller() => new(User, this);

    /// <summary>Returns a string that does not contain the token.</summary>
    public override string ToString() => HasToken ? "a user" : "the service";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string? ReadSubject(string token)
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
