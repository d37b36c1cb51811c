using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The delete protocol: marks the item as deleted, deletes its objects, and completes the deletion. The first step hides the item from users.
/// When a later step fails, the janitor finishes the deletion.
/// </summary>
internal sealed class DeleteMediaUnified(IMediaCatalog catalog, DeleteObjects objects, MediaUserAccessor users)
{
    private static readonly DeleteMediaOptions Default = new();
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    /// <summary>Validates the options and returns the time to wait for the objects.</summary>
    public static TimeSpan Validate(DeleteMediaOptions? options)
    {
        var timeout = (options ?? Default).ObjectDeletionTimeout;
        return timeout >= TimeSpan.Zero && timeout <= MaxTimeout
            ? timeout
            : throw new MediaRejectedException([
                new(RejectionCode.InvalidField, $"The timeout is {timeout}; it must be between 0 and {MaxTimeout}.")
                {
                    Field = nameof(DeleteMediaOptions.ObjectDeletionTimeout),
                }]);
    }

    /// <summary>Begins a deletion of many items.</summary>
    public DeletionBatch BeginBatch(MediaUser user, DeleteMediaOptions? options) => new(objects, users, user, Validate(options));

    public async Task<bool> DeleteAsync(MediaUser user, MediaId id, TimeSpan objectTimeout, CancellationToken cancellationToken)
    {
        if (await MarkDeletedAsync(user, id, cancellationToken).ConfigureAwait(false) is not { } deletedMedia)
        {
            return false;
        }

        await objects.DeleteAsync(deletedMedia.Objects, objectTimeout).ConfigureAwait(false);
        return true;
    }

    /// <summary>Marks one of many items as deleted and adds its objects to the batch.</summary>
    public async Task<bool> DeleteAsync(MediaUser user, MediaId id, DeletionBatch batch, CancellationToken cancellationToken)
    {
        if (await MarkDeletedAsync(user, id, cancellationToken).ConfigureAwait(false) is not { } deletedMedia)
        {
            return false;
        }

        batch.Add(deletedMedia.Objects);
        return true;
    }

    private Task<DeletedMedia?> MarkDeletedAsync(MediaUser user, MediaId id, CancellationToken cancellationToken) =>
        user.IsAnonymous ? Task.FromResult<DeletedMedia?>(null) : catalog.MarkDeletedAsync(user, id, cancellationToken);
}
