using Microsoft.Extensions.Logging;

namespace Unified.Media.Postgres;

/// <summary>
/// Finds the owner id of a user in the database. A user is identified by a login id, but items may belong to a profile of the login.
/// </summary>
internal sealed class OwnerResolver(
    Func<Guid, CancellationToken, Task<IReadOnlyList<Guid>>> findOwners, TimeSpan cacheDuration, TimeProvider time, ILogger logger)
{
    private readonly OwnerCache _cache = new(cacheDuration, time);

    /// <summary>Returns the owner of a user.</summary>
    /// <exception cref="MediaAccessDeniedException"><c>owner_unknown</c>, <c>owner_ambiguous</c></exception>
    public async ValueTask<Owner> GetAsync(OwnerId user, CancellationToken cancellationToken) =>
        await FindAsync(user, cancellationToken).ConfigureAwait(false) ?? throw CreateUnknownOwnerError();

    /// <summary>Returns the owner of a user; null if the database has no owner for the user.</summary>
    /// <exception cref="MediaAccessDeniedException"><c>owner_ambiguous</c></exception>
    public async ValueTask<Owner?> FindAsync(OwnerId user, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(user.ToString(), "D", out var login))
        {
            return null;
        }

        if (_cache.Find(login) is { } cachedOwner)
        {
            return new(login, cachedOwner);
        }

        var owners = await findOwners(login, cancellationToken).ConfigureAwait(false);
        if (owners.Count > 1)
        {
            throw CreateError(owners.Count);
        }

        if (owners.Count == 0)
        {
            return null;
        }

        _cache.Add(login, owners[0]);
        return new(login, owners[0]);
    }

    /// <summary>Removes an owner from the cache after the database has denied its call.</summary>
    public void Invalidate(Owner owner) => _cache.Remove(owner.Login);

    /// <summary>Creates the error for a user for whom the database has no owner, and logs it.</summary>
    public MediaAccessDeniedException CreateUnknownOwnerError() => CreateError(0);

    private MediaAccessDeniedException CreateError(int ownerCount)
    {
        Log.OwnerRejected(logger, ownerCount);
        return ownerCount == 0
            ? new("The catalog has no owner for this user.") { Code = MediaErrorCode.OwnerUnknown }
            : new("The catalog has more than one owner for this user.") { Code = MediaErrorCode.OwnerAmbiguous };
    }
}
