using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The delete protocol: retire, erase, forget. Retiring is the deletion; the rest may fail and is finished by the janitor.
/// </summary>
internal sealed class DeleteMediaUnified(IMediaCatalog catalog, EraseObjects erase)
{
    private static readonly MediaDeletion Default = new();
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>How long to wait for the bytes to be erased.</summary>
    public static TimeSpan Check(MediaDeletion? deletion)
    {
        var within = (deletion ?? Default).EraseWithin;
        return within >= TimeSpan.Zero && within <= LongestWait
            ? within
            : throw new MediaRejectedException([
                new(RejectionCode.InvalidField, $"The time to erase is {within}; it must be from 0 to {LongestWait}.")
                {
                    Field = nameof(MediaDeletion.EraseWithin),
                }]);
    }

    public async Task<bool> RunAsync(MediaUser user, MediaId id, TimeSpan eraseWithin, CancellationToken cancellationToken)
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

        await erase.RunAsync(retirement.Objects, eraseWithin).ConfigureAwait(false);
        return true;
    }
}
