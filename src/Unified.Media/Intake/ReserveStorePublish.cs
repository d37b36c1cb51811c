using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The write protocol. Reserves a ledger row, stores the object under a key that is unique to the attempt, and publishes the item by compare-and-set.
/// Deletes the object only if its attempt can no longer succeed. The janitor later cleans up after attempts whose outcome is unknown.
/// </summary>
internal sealed class ReserveStorePublish(
    IObjectStore store, IMediaCatalog catalog, DeleteObjects objects, IOptions<UnifiedMediaOptions> options, TimeProvider time,
    ILogger<ReserveStorePublish> logger)
{
    private const int MinBytesPerSecond = 64 * 1024;
    private const int MaxPublishAttempts = 3;
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);

    public async Task<MediaItem> StoreAsync(MediaUser user, MediaDraft draft, OutgoingContent content, CancellationToken cancellationToken)
    {
        var request = CreateRequest(draft, content.Length, takeOver: true);
        var result = await catalog.ReserveAsync(user, request, cancellationToken).ConfigureAwait(false);
        if (result.Status != ReserveStatus.Granted)
        {
            return await ReplayAsync(result, content, cancellationToken).ConfigureAwait(false);
        }

        var reservation = result.Reservation!;
        if (await PutAndPublishAsync(user, draft, reservation, content, cancellationToken).ConfigureAwait(false) is { } item)
        {
            return item;
        }

        Log.AttemptLost(logger, reservation.Id, reservation.Attempt);
        await objects.DeleteAsync([reservation.ToLedgerObject()], DeleteObjects.CleanupTimeout).ConfigureAwait(false);
        return await GetWinnerAsync(user, draft, content, cancellationToken).ConfigureAwait(false);
    }

    private async Task<MediaItem?> PutAndPublishAsync(
        MediaUser user, MediaDraft draft, Reservation reservation, OutgoingContent content, CancellationToken cancellationToken)
    {
        try
        {
            var request = await PutAsync(user, draft, reservation, content, cancellationToken).ConfigureAwait(false);
            return await PublishAsync(user, request).ConfigureAwait(false);
        }
        catch (MediaException exception)
        {
            exception.MediaId ??= reservation.Id;
            throw;
        }
    }

    private ReserveRequest CreateRequest(MediaDraft draft, long length, bool takeOver) => new()
    {
        Id = draft.Id,
        Layout = draft.Layout,
        Extension = draft.Properties.Format.Extension,
        Lease = options.Value.UploadLease + TimeSpan.FromSeconds(length / MinBytesPerSecond),
        IdempotencyKey = draft.IdempotencyKey,
        Fingerprint = draft.Fingerprint,
        TakeOver = takeOver,
    };

    private async Task<PublishRequest> PutAsync(
        MediaUser user, MediaDraft draft, Reservation reservation, OutgoingContent content, CancellationToken cancellationToken)
    {
        try
        {
            if (store.GetAbility<IObjectVisibility>() is { } bucketRule)
            {
                await bucketRule.EnsureAllowedAsync(reservation.Location, draft.Visibility, cancellationToken).ConfigureAwait(false);
            }

            var stored = await PutObjectAsync(reservation.Location, draft, content, cancellationToken).ConfigureAwait(false);
            var sha256 = await content.GetStoredSha256Async(cancellationToken).ConfigureAwait(false);
            if (stored.SizeBytes != content.Length || (stored.Sha256 is { } reported && reported != sha256))
            {
                throw new MediaProviderException(
                    "The object store holds different bytes from those that were sent.", store.ProviderName)
                {
                    IsTransient = true,
                    Location = reservation.Location,
                };
            }

            content.ReportStored();

            // This hash is stored for retries only, which need an idempotency key.
            var receivedSha256 = draft.IdempotencyKey is null ? null : await content.GetReceivedSha256Async(cancellationToken).ConfigureAwait(false);
            return new()
            {
                Reservation = reservation,
                Item = draft.ToItem(user, reservation, content.Length, sha256, time),
                ReceivedSha256 = receivedSha256,
            };
        }
        catch
        {
            await AbandonAsync(user, reservation).ConfigureAwait(false);
            content.ThrowIfUnreadable();
            throw;
        }
    }

    private async Task<StoredObject> PutObjectAsync(
        ObjectLocation location, MediaDraft draft, OutgoingContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await store
                .PutAsync(location, content.Body, new() { ContentType = draft.Properties.Format.ContentType }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (MediaConflictException)
        {
            // The key is unique to this attempt, so this call has stored the object, and the transport lost the first response. The caller checks
            // the size and the hash.
            return await store.HeadAsync(location, cancellationToken).ConfigureAwait(false)
                ?? throw new MediaProviderException(
                    "The object store reported that the object exists and that it does not exist.", store.ProviderName) { Location = location };
        }
        catch (MediaProviderException exception)
        {
            exception.Location ??= location;
            throw;
        }
    }

    // Ignores the cancellation by the caller, because the object is already stored and publishing is fast.
    private async Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var timeout = new CancellationTokenSource(PublishTimeout, time);
            try
            {
                return await catalog.PublishAsync(user, request, timeout.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsOutcomeUnknown(exception, timeout))
            {
                // Publishing is idempotent, so a retry finds out whether the first call succeeded.
                if (attempt == MaxPublishAttempts)
                {
                    Log.OutcomeUnknown(logger, request.Reservation.Id, request.Reservation.Attempt, exception);
                    throw new MediaProviderException(
                        "The outcome is unknown: the item may or may not have been saved. Retry with the same idempotency key.",
                        catalog.ProviderName,
                        exception)
                    {
                        Code = MediaErrorCode.OutcomeUnknown,
                        IsTransient = true,
                        OutcomeUnknown = true,
                    };
                }
            }
            catch (Exception)
            {
                await AbandonAsync(user, request.Reservation).ConfigureAwait(false);
                throw;
            }
        }
    }

    private static bool IsOutcomeUnknown(Exception exception, CancellationTokenSource timeout) =>
        exception is MediaProviderException { OutcomeUnknown: true } || (exception is OperationCanceledException && timeout.IsCancellationRequested);

    private async Task AbandonAsync(MediaUser user, Reservation reservation)
    {
        using var timeout = new CancellationTokenSource(PublishTimeout, time);
        try
        {
            // Deletes the object only if this call marked the row as deleting: an earlier call, whose response was lost, may have published the item.
            if (await catalog.AbandonAsync(user, reservation, timeout.Token).ConfigureAwait(false))
            {
                await objects.DeleteAsync([reservation.ToLedgerObject()], DeleteObjects.CleanupTimeout).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            Log.LeftToJanitor(logger, reservation.Id, reservation.Attempt, exception);
        }
    }

    // A concurrent upload with the same idempotency key was faster. Returns the item of that upload.
    private async Task<MediaItem> GetWinnerAsync(
        MediaUser user, MediaDraft draft, OutgoingContent content, CancellationToken cancellationToken)
    {
        if (draft.IdempotencyKey is null)
        {
            throw new MediaConflictException("The upload was lost before it was complete: the item was deleted, or the upload exceeded its lease.");
        }

        var request = CreateRequest(draft, content.Length, takeOver: false);
        var result = await catalog.ReserveAsync(user, request, cancellationToken).ConfigureAwait(false);
        if (result.Status == ReserveStatus.Granted)
        {
            await AbandonAsync(user, result.Reservation!).ConfigureAwait(false);
            throw Busy();
        }

        return await ReplayAsync(result, content, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<MediaItem> ReplayAsync(
        ReserveResult result, OutgoingContent content, CancellationToken cancellationToken) => result.Status switch
    {
        ReserveStatus.Replayed when result.ReceivedSha256 == await content.GetReceivedSha256Async(cancellationToken).ConfigureAwait(false) =>
            result.Item!,
        ReserveStatus.Replayed or ReserveStatus.Mismatch => throw new MediaConflictException(
            "The idempotency key was used for a request with different fields or different content.") { Code = MediaErrorCode.IdempotencyMismatch },
        ReserveStatus.Gone => throw new MediaConflictException(
            "The item of this idempotency key has been deleted.") { Code = MediaErrorCode.IdempotencyGone },
        _ => throw Busy(),
    };

    private static MediaConflictException Busy() =>
        new("Another upload with this idempotency key is in progress. Retry later.") { Code = MediaErrorCode.Busy, IsTransient = true };
}
