using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// The write protocol. A ledger row comes first, then the object under a key that no other attempt has, then the item becomes visible by
/// compare-and-set. An attempt whose fate is unknown is left alone: only what is lost for certain is cleaned up here, the rest is the
/// janitor's.
/// </summary>
internal sealed class ReserveStorePublish(
    IObjectStore store, IMediaCatalog catalog, DeleteObjects objects, IOptions<UnifiedMediaOptions> options, TimeProvider time,
    ILogger<ReserveStorePublish> logger)
{
    private const int MinBytesPerSecond = 64 * 1024;
    private const int MaxPublishTries = 3;
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);

    public async Task<MediaItem> RunAsync(MediaUser user, MediaDraft draft, OutgoingContent content, CancellationToken cancellationToken)
    {
        var reserved = await catalog.ReserveAsync(user, Request(draft, content.Length, takeOver: true), cancellationToken).ConfigureAwait(false);
        if (reserved.Status != ReserveStatus.Granted)
        {
            return await ReplayAsync(reserved, content, cancellationToken).ConfigureAwait(false);
        }

        var reservation = reserved.Reservation!;
        var publish = await StoreAsync(user, draft, reservation, content, cancellationToken).ConfigureAwait(false);
        if (await PublishAsync(user, publish).ConfigureAwait(false) is { } item)
        {
            return item;
        }

        Log.AttemptLost(logger, reservation.Id, reservation.Attempt);
        await objects.DeleteAsync([reservation.ToLedgerObject()], DeleteObjects.Background).ConfigureAwait(false);
        return await FollowWinnerAsync(user, draft, content, cancellationToken).ConfigureAwait(false);
    }

    private ReserveRequest Request(MediaDraft draft, long length, bool takeOver) => new()
    {
        Id = draft.Id,
        Layout = draft.Layout,
        Extension = draft.Facts.Format.Extension,
        Lease = options.Value.UploadLease + TimeSpan.FromSeconds(length / MinBytesPerSecond),
        IdempotencyKey = draft.IdempotencyKey,
        Fingerprint = draft.Fingerprint,
        TakeOver = takeOver,
    };

    private async Task<PublishRequest> StoreAsync(
        MediaUser user, MediaDraft draft, Reservation reservation, OutgoingContent content, CancellationToken cancellationToken)
    {
        try
        {
            if (store.GetAbility<IObjectVisibility>() is { } places)
            {
                await places.RequireAsync(reservation.Location, draft.Visibility, cancellationToken).ConfigureAwait(false);
            }

            var stored = await PutAsync(reservation.Location, draft, content, cancellationToken).ConfigureAwait(false);
            var sha256 = await content.StoredSha256Async(cancellationToken).ConfigureAwait(false);
            if (stored.SizeBytes != content.Length || (stored.Sha256 is { } theirs && theirs != sha256))
            {
                throw new MediaProviderException(
                    store.ProviderName, "The object store holds other bytes than those that were sent.", null) { IsTransient = true };
            }

            content.ReportStored();

            // Only a repeat asks for it.
            var received = draft.IdempotencyKey is null ? null : await content.ReceivedSha256Async(cancellationToken).ConfigureAwait(false);
            return new(reservation, draft.ToItem(user, reservation, content.Length, sha256, time), received);
        }
        catch
        {
            await GiveUpAsync(user, reservation).ConfigureAwait(false);
            content.ThrowIfUnreadable();
            throw;
        }
    }

    private async Task<StoredObject> PutAsync(
        ObjectLocation location, MediaDraft draft, OutgoingContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await store.PutAsync(location, content.Body, new(draft.Facts.Format.ContentType), cancellationToken).ConfigureAwait(false);
        }
        catch (MediaConflictException)
        {
            // No other attempt has this key: it is our own put, whose first answer the transport lost. Size and hash are checked next.
            return await store.HeadAsync(location, cancellationToken).ConfigureAwait(false)
                ?? throw new MediaProviderException(
                    store.ProviderName, "The object store says both that the object is there and that it is not.", null);
        }
    }

    // From here on the caller's cancellation is not listened to: the object is stored, and one more moment decides.
    private async Task<MediaItem?> PublishAsync(MediaUser user, PublishRequest publish)
    {
        for (var tries = 1; ; tries++)
        {
            using var limit = new CancellationTokenSource(PublishTimeout, time);
            try
            {
                return await catalog.PublishAsync(user, publish, limit.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsUnknown(exception, limit))
            {
                // Publishing again gives the same answer, so a repeat is the way to read it back.
                if (tries == MaxPublishTries)
                {
                    Log.OutcomeUnknown(logger, publish.Reservation.Id, publish.Reservation.Attempt, exception);
                    throw new MediaProviderException(
                        MediaErrorCode.OutcomeUnknown,
                        catalog.ProviderName,
                        "Nobody can tell whether the item was saved. Repeat the call with its idempotency key.",
                        exception)
                    {
                        IsTransient = true,
                        OutcomeUnknown = true,
                    };
                }
            }
            catch (Exception)
            {
                await GiveUpAsync(user, publish.Reservation).ConfigureAwait(false);
                throw;
            }
        }
    }

    private static bool IsUnknown(Exception exception, CancellationTokenSource limit) =>
        exception is MediaProviderException { OutcomeUnknown: true } || (exception is OperationCanceledException && limit.IsCancellationRequested);

    private async Task GiveUpAsync(MediaUser user, Reservation reservation)
    {
        using var limit = new CancellationTokenSource(PublishTimeout, time);
        try
        {
            // Only who turned the row to deleting may delete the object: the attempt may have been published by a call whose answer was lost.
            if (await catalog.AbandonAsync(user, reservation, limit.Token).ConfigureAwait(false))
            {
                await objects.DeleteAsync([reservation.ToLedgerObject()], DeleteObjects.Background).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is MediaException or OperationCanceledException)
        {
            Log.LeftToJanitor(logger, reservation.Id, reservation.Attempt, exception);
        }
    }

    // Somebody with the same idempotency key was faster: theirs is the item.
    private async Task<MediaItem> FollowWinnerAsync(
        MediaUser user, MediaDraft draft, OutgoingContent content, CancellationToken cancellationToken)
    {
        if (draft.IdempotencyKey is null)
        {
            throw new MediaConflictException("The item was deleted, or the upload took longer than its lease, before it was complete.");
        }

        var winner = await catalog.ReserveAsync(user, Request(draft, content.Length, takeOver: false), cancellationToken).ConfigureAwait(false);
        if (winner.Status == ReserveStatus.Granted)
        {
            await GiveUpAsync(user, winner.Reservation!).ConfigureAwait(false);
            throw Busy();
        }

        return await ReplayAsync(winner, content, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<MediaItem> ReplayAsync(
        ReserveResult reserved, OutgoingContent content, CancellationToken cancellationToken) => reserved.Status switch
    {
        ReserveStatus.Replayed when reserved.ReceivedSha256 == await content.ReceivedSha256Async(cancellationToken).ConfigureAwait(false) =>
            reserved.Item!,
        ReserveStatus.Replayed or ReserveStatus.Mismatch => throw new MediaConflictException(
            MediaErrorCode.IdempotencyMismatch, "The idempotency key was used for another request: its fields or its content were different."),
        ReserveStatus.Gone => throw new MediaConflictException(
            MediaErrorCode.IdempotencyGone, "The item that was made with this idempotency key has been deleted."),
        _ => throw Busy(),
    };

    private static MediaConflictException Busy() =>
        new(MediaErrorCode.Busy, "Another upload with this idempotency key is under way.") { IsTransient = true };
}
