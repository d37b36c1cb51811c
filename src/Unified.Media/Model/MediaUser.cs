using System.Security.Claims;

namespace Unified.Media;

/// <summary>
/// The user on whose behalf a call is made. Your application passes it to every call, from an identity that it has authenticated; the library never
/// reads the user from ambient state. Two users are equal when all of their properties are equal. Immutable and safe for concurrent use.
/// </summary>
public sealed record MediaUser
{
    private MediaUser(OwnerId? id, string? keySegment, bool isService)
    {
        Id = id;
        KeySegment = keySegment;
        IsService = isService;
    }

    /// <summary>A visitor without an identity. Can read public items, and cannot store, change or delete items.</summary>
    public static MediaUser Anonymous { get; } = new(null, null, isService: false);

    /// <summary>
    /// The application itself. Can read, change and delete the items of every owner, and cannot own items. Calls with this user are denied unless the
    /// application called <see cref="UnifiedMediaBuilder.AllowService"/>.
    /// </summary>
    public static MediaUser Service { get; } = new(null, null, isService: true);

    /// <summary>The user's id; null for <see cref="Anonymous"/> and <see cref="Service"/>.</summary>
    public OwnerId? Id { get; }

    /// <summary>
    /// The user's path segment in object keys: 1 to 64 lower-case letters, digits, <c>_</c> and <c>-</c>; null for <see cref="Anonymous"/>
    /// and <see cref="Service"/>.
    /// </summary>
    public string? KeySegment { get; }

    /// <summary>True for <see cref="Anonymous"/>.</summary>
    public bool IsAnonymous => Id is null && !IsService;

    /// <summary>True for <see cref="Service"/>.</summary>
    public bool IsService { get; }

    /// <summary>Creates a user with an id.</summary>
    /// <param name="id">The id of the user in the catalog.</param>
    /// <param name="keySegment">
    /// The user's path segment in object keys: 1 to 64 lower-case letters, digits, <c>_</c> and <c>-</c>. Null (default) uses the id if it is a valid
    /// segment, else a hash of it.
    /// </param>
    /// <exception cref="ArgumentException">The id is the default value or an empty UUID, or the key segment is invalid.</exception>
    public static MediaUser For(OwnerId id, string? keySegment = null)
    {
        if (id.IsUnset)
        {
            throw new ArgumentException("The owner id is empty.", nameof(id));
        }

        if (keySegment is not null && !Unified.Media.KeySegment.IsValid(keySegment))
        {
            throw new ArgumentException("A key segment is 1 to 64 lower-case letters, digits, '_' or '-'.", nameof(keySegment));
        }

        return new(id, keySegment ?? Unified.Media.KeySegment.Of(id), isService: false);
    }

    /// <summary>Creates a user with an id.</summary>
    /// <param name="id">The id of the user in the catalog: an <see cref="OwnerId"/> as a string.</param>
    /// <exception cref="ArgumentException">The string is not an <see cref="OwnerId"/>, or it is an empty UUID.</exception>
    public static MediaUser For(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return OwnerId.TryParse(id, out var owner) ? For(owner) : throw new ArgumentException(OwnerId.Rule, nameof(id));
    }

    /// <summary>Creates a user with an id.</summary>
    /// <param name="id">The id of the user in the catalog.</param>
    /// <exception cref="ArgumentException">The id is <see cref="Guid.Empty"/>.</exception>
    public static MediaUser For(Guid id) => For(OwnerId.FromGuid(id));

    /// <summary>
    /// Creates the user of a principal that your application has authenticated. Returns <see cref="Anonymous"/> for a principal without an
    /// authenticated identity.
    /// </summary>
    /// <param name="principal">The principal, such as <c>HttpContext.User</c>.</param>
    /// <param name="claimType">
    /// The type of the claim that holds the user's id. Null (default) uses <c>sub</c> and <see cref="ClaimTypes.NameIdentifier"/>; when a
    /// principal has both, their values must be equal.
    /// </param>
    /// <remarks>Claims of identities that are not authenticated are ignored. An authenticated principal never becomes anonymous.</remarks>
    /// <exception cref="ArgumentException">
    /// The principal is authenticated, but none of its claims holds a user id, or several claims hold different ones, or the value is not
    /// an <see cref="OwnerId"/>. The message names the claims, not their values.
    /// </exception>
    public static MediaUser FromClaims(ClaimsPrincipal principal, string? claimType = null)
    {
        ArgumentNullException.ThrowIfNull(principal);
        string[] types = claimType is null ? ["sub", ClaimTypes.NameIdentifier] : [claimType];
        ClaimsIdentity[] identities = [.. principal.Identities.Where(identity => identity.IsAuthenticated)];
        if (identities.Length == 0)
        {
            return Anonymous;
        }

        var ids = identities.SelectMany(identity => identity.Claims)
            .Where(claim => types.Contains(claim.Type, StringComparer.Ordinal))
            .Select(claim => claim.Value)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var claims = $"claim '{string.Join("' or '", types)}'";
        return ids switch
        {
            [var id] when OwnerId.TryParse(id, out var owner) && !owner.IsUnset => For(owner),
            [_] => throw new ArgumentException($"The value of the {claims} is not a user id. {OwnerId.Rule}", nameof(principal)),
            [] => throw new ArgumentException(
                $"The principal is authenticated, but it has no {claims}. Pass the type of the claim that holds the user's id.", nameof(principal)),
            _ => throw new ArgumentException(
                $"The principal has more than one user id in the {claims}. Pass the type of the claim that holds the user's id.", nameof(principal)),
        };
    }

    /// <summary>Returns the id, <c>anonymous</c> or <c>service</c>.</summary>
    public override string ToString() => Id?.ToString() ?? (IsService ? "service" : "anonymous");
}
