using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>The delete protocol: retire, erase, forget. Retiring is the deletion; the rest may fail and is finished by the janitor.</summary>
internal sealed class DeleteMediaUnified(IMediaCatalog catalog, EraseObjects erase)
{
    private static readonly MediaDeletion Default = new();

    public async Task<bool> RunAsync(MediaUser user, MediaId id, MediaDeletion? deletion, CancellationToken cancellationToken)
    {
        if (user.IsAnonymous)
        {
            return false;
        }

        var retirement = await catalog.RetireAsync(user, id, cancellationToken).ConfigureAwait(false);
        if (retirement is null)
        {
            return false;
        }

        await erase.RunAsync(retirement.Objects, (deletion ?? Default).EraseWithin).ConfigureAwait(false);
        return true;
    }
}
