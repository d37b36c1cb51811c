using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The delete protocol: mark deleted, delete the objects, complete. The first step is the deletion for users; the rest may fail and is
/// finished by the janitor.
/// </summary>
internal sealed class DeleteMediaUnified(IMediaCatalog catalog, DeleteObjects objects)
{
    private static readonly DeleteMediaOptions Default = new();
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    /// <summary>How long to wait for the bytes to be erased.</summary>
    public static TimeSpan Check(DeleteMediaOptions? deletion)
    {
        var within = (deletion ?? Default).EraseWithin;
        return within >= TimeSpan.Zero && within <= MaxWait
            ? within
            : throw new MediaRejectedException([
                new(RejectionCode.InvalidField, $"The time to erase is {within}; it must be from 0 to {MaxWait}.")
                {
                    Field = nameof(DeleteMediaOptions.EraseWithin),
                }]);
    }

    /// <summary>Begins a deletion of many items.</summary>
    public DeletionBatch BeginBatch(DeleteMediaOptions? deletion) => new(objects, Check(deletion));

    public async Task<bool> RunAsync(MediaUser user, MediaId id, TimeSpan eraseWithin, CancellationToken cancellationToken)
    {
        if (await MarkDeletedAsync(user, id, cancellationToken).ConfigureAwait(false) is not { } deleted)
        {
            return false;
        }

        await objects.DeleteAsync(deleted.Objects, eraseWithin).ConfigureAwait(false);
        return true;
    }

    /// <summary>Deletes one of many items; its objects go with those of the others.</summary>
    public async Task<bool> RunAsync(MediaUser user, MediaId id, DeletionBatch batch, CancellationToken cancellationToken)
    {
        if (await MarkDeletedAsync(user, id, cancellationToken).ConfigureAwait(false) is not { } deleted)
        {
            return false;
        }

        batch.Add(deleted.Objects);
        return true;
    }

    private Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
        user.IsAnonymous ? Task.FromResult<DeletedMedia?>(null) : catalog.MarkDeletedAsync(user, id, cancellationToken);
}
