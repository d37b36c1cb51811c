using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>Puts keys and tokens onto requests, onto nothing that outlives them.</summary>
internal sealed class StorageCredentials(IOptions<SupabaseStorageOptions> options)
{
    private readonly string _key = options.Value.ServiceRoleKey!;

    // Opaque keys are translated by the gateway, and only from this header: as a bearer token they are a broken JWT.
    private readonly bool _keyIsToken = !options.Value.ServiceRoleKey!.StartsWith("sb_", StringComparison.Ordinal);

    /// <summary>Asks for the user that an operation of several calls is begun for.</summary>
    public ValueTask<StorageIdentity> IdentifyAsync(CancellationToken cancellationToken) => ResolveAsync(null, cancellationToken);

    /// <summary>Asks for the user of this moment.</summary>
    /// <param name="expected">Whom the work was begun for; null when it begins.</param>
    /// <param name="cancellationToken">Passed on to the host.</param>
    /// <exception cref="MediaAccessDeniedException">There is no usable token, or it is another user's by now.</exception>
    public async ValueTask<StorageIdentity> ResolveAsync(StorageIdentity? expected, CancellationToken cancellationToken)
    {
        var token = options.Value.AccessToken is { } ask ? await ask(cancellationToken).ConfigureAwait(false) : null;
        var identity = token is null ? StorageIdentity.Service : new StorageIdentity(Checked(token));
        return expected is null || expected.AccessToken == token || expected.Subject == identity.Subject
            ? identity
            : throw new MediaAccessDeniedException("The upload or download was begun for another user than the one that asks now.");
    }

    public void Apply(HttpRequestMessage request, StorageIdentity? identity)
    {
        request.Headers.TryAddWithoutValidation("apikey", _key);
        if (identity is not null && (identity.AccessToken ?? (_keyIsToken ? _key : null)) is { } bearer)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }
    }

    private static string Checked(string token) => token.Length > 0 && token.All(char.IsAscii) && !token.Any(IsBlank)
        ? token
        : throw new MediaAccessDeniedException(
            token.Length == 0 ? "There is no access token of a user." : "The user's access token is not a token.");

    private static bool IsBlank(char character) => char.IsControl(character) || character == ' ';
}
