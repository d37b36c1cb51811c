using Microsoft.Extensions.Logging;

namespace Unified.Media.Postgres;

/// <summary>Tells as which owner the catalog knows a user. The user's id is the login's; items may be kept under a profile's.</summary>
internal sealed class OwnerResolver(
    Func<Guid, CancellationToken, Task<IReadOnlyList<Guid>>> ask, TimeSpan lifetime, TimeProvider time, ILogger logger)
{
    private readonly OwnerCache _cache = new(lifetime, time);

    /// <summary>The one owner of a user.</summary>
    /// <exception cref="MediaAccessDeniedException"><c>owner_unknown</c>, <c>owner_ambiguous</c></exception>
    public async ValueTask<Owner> GetAsync(OwnerId user, CancellationToken cancellationToken) =>
        await FindAsync(user, cancellationToken).ConfigureAwait(false) ?? throw Unknown();

    /// <summary>The same; null for a user who owns nothing because the catalog does not know such an owner.</summary>
    /// <exception cref="MediaAccessDeniedException"><c>owner_ambiguous</c></exception>
    public async ValueTask<Owner?> FindAsync(OwnerId user, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(user.ToString(), "D", out var login))
        {
            return null;
        }

        if (_cache.Find(login) is { } known)
        {
            return new(login, known);
        }

        var owners = await ask(login, cancellationToken).ConfigureAwait(false);
        if (owners.Count > 1)
        {
            throw Refuse(owners.Count);
        }

        if (owners.Count == 0)
        {
            return null;
        }

        _cache.Keep(login, owners[0]);
        return new(login, owners[0]);
    }

    /// <summary>Removes a cached owner that the database has contradicted.</summary>
    public void Invalidate(Owner owner) => _cache.Drop(owner.Login);

    /// <summary>The refusal of a user whom the catalog does not know.</summary>
    public MediaAccessDeniedException Unknown() => Refuse(0);

    private MediaAccessDeniedException Refuse(int owners)
    {
        Log.OwnerRefused(logger, owners);
        return owners == 0
            ? new("The catalog knows no owner for this user.") { Code = MediaErrorCode.OwnerUnknown }
            : new("The catalog knows more than one owner for this user.") { Code = MediaErrorCode.OwnerAmbiguous };
    }
}
