using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>Resolves access tokens, and adds them and the configured key to single requests. Requests share no headers.</summary>
internal sealed class StorageCredentials(IOptions<SupabaseStorageOptions> options)
{
    private readonly string _key = options.Value.ServiceRoleKey!;

    // Opaque keys are valid in the apikey header only, where the gateway replaces them with a JWT. Storage accepts only JWTs as bearer tokens.
    private readonly bool _keyIsToken = !options.Value.ServiceRoleKey!.StartsWith("sb_", StringComparison.Ordinal);

    /// <summary>Gets the identity for the first call of an operation.</summary>
    /// <exception cref="MediaAccessDeniedException">The user has no usable access token.</exception>
    public ValueTask<StorageIdentity> ResolveAsync(MediaUser user, CancellationToken cancellationToken) =>
        ResolveAsync(new StorageCaller(user), cancellationToken);

    /// <summary>Gets the current identity of a caller, because the access token may be renewed between the calls of an operation.</summary>
    /// <exception cref="MediaAccessDeniedException">
    /// The user has no usable access token, or the current token belongs to another user than that of the first call.
    /// </exception>
    public async ValueTask<StorageIdentity> ResolveAsync(StorageCaller caller, CancellationToken cancellationToken)
    {
        var token = options.Value.AccessToken is { } getToken
            ? await getToken(caller.User, cancellationToken).ConfigureAwait(false)
            : null;
        var identity = new StorageIdentity(caller.User, token is null ? null : Validate(token));
        return caller.Identity is not { } initial || initial.AccessToken == token || initial.Subject == identity.Subject
            ? identity
            : throw new MediaAccessDeniedException("The access token now belongs to another user than at the start of the operation.");
    }

    /// <summary>Adds the configured key and the access token to a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="identity">The identity; null for a request without an access token.</param>
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
            token.Length == 0 ? "The user has no access token." : "The user's access token contains invalid characters.");

    private static bool IsBlank(char character) => char.IsControl(character) || character == ' ';
}
