using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The delete protocol: mark deleted, delete the objects, complete. The first step is the deletion for users; the rest may fail and is
/// finished by the janitor.
/// </summary>
internal sealed class DeleteMediaUnified(IMediaCatalog catalog, DeleteObjects objects)
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

        var deleted = await catalog.MarkDeletedAsync(user, id, cancellationToken).ConfigureAwait(false);
        if (deleted is null)
        {
            return false;
        }

        await objects.DeleteAsync(deleted.Objects, eraseWithin).ConfigureAwait(false);
        return true;
    }
}
