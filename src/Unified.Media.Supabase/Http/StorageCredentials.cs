using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>Adds keys and access tokens to single requests, and never to anything that requests share.</summary>
internal sealed class StorageCredentials(IOptions<SupabaseStorageOptions> options)
{
    private readonly string _key = options.Value.ServiceRoleKey!;

    // The gateway translates opaque keys from the apikey header only. Storage rejects them as bearer tokens, because they are not JWTs.
    private readonly bool _keyIsToken = !options.Value.ServiceRoleKey!.StartsWith("sb_", StringComparison.Ordinal);

    /// <summary>Gets the identity that an operation of several calls begins with.</summary>
    /// <exception cref="MediaAccessDeniedException">The user has no usable access token.</exception>
    public ValueTask<StorageIdentity> IdentifyAsync(MediaUser user, CancellationToken cancellationToken) =>
        ResolveAsync(new(user), cancellationToken);

    /// <summary>Gets the current identity of a caller. Access tokens may be renewed between the calls of an operation.</summary>
    /// <exception cref="MediaAccessDeniedException">The user has no usable access token, or it belongs to another user by now.</exception>
    public async ValueTask<StorageIdentity> ResolveAsync(StorageCaller caller, CancellationToken cancellationToken)
    {
        var token = options.Value.AccessToken is { } getToken
            ? await getToken(caller.User, cancellationToken).ConfigureAwait(false)
            : null;
        var identity = new StorageIdentity(caller.User, token is null ? null : Validate(token));
        return caller.Identity is not { } begun || begun.AccessToken == token || begun.Subject == identity.Subject
            ? identity
            : throw new MediaAccessDeniedException("The access token belongs to another user than the one that began the upload or download.");
    }

    /// <summary>Adds the key, and the access token where there is one.</summary>
    /// <param name="request">The request.</param>
    /// <param name="identity">The identity; null for a request whose URL or headers carry a signed token.</param>
    public void Apply(HttpRequestMessage request, StorageIdentity? identity)
    {
        request.Headers.TryAddWithoutValidation("apikey", _key);
        if (identity is not null && (identity.AccessToken ?? (_keyIsToken ? _key : null)) is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }
    }

    private static string Validate(string token) => token.Length > 0 && token.All(char.IsAscii) && !token.Any(IsBlank)
        ? token
        : throw new MediaAccessDeniedException(
            token.Length == 0 ? "The user has no access token." : "The user's access token has characters that no token has.");

    private static bool IsBlank(char character) => char.IsControl(character) || character == ' ';
}
