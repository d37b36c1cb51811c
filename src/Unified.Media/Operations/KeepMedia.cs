using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>The one road on which content comes in, whatever its source: open, receive, inspect, accept, reserve, store, publish.</summary>
internal sealed class KeepMedia(
    OpenContent open, ReceiveContent receive, ReserveStorePublish protocol, ResolveUrls urls, IObjectStore store, MediaMetrics metrics,
    IOptions<UnifiedMediaOptions> options, TimeProvider time)
{
    private readonly bool _storeCanStage = store.GetAbility<IObjectStaging>() is not null;

    public async Task<MediaItem> RunAsync(MediaUser user, MediaUpload upload, MediaKeeping keeping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload.Content);
        RequireOwner(user);
        var accept = new AcceptContent(keeping.Kind, keeping.Kind == MediaKind.Video ? options.Value.Videos : options.Value.Images);
        var incoming = await open.RunAsync(upload.Content, accept.Limits.MaxBytes, keeping.Reasons, cancellationToken).ConfigureAwait(false);
        await using var incomingScope = incoming.ConfigureAwait(false);
        var received = await receive.RunAsync(incoming, accept, keeping.Reasons, cancellationToken).ConfigureAwait(false);
        await using var receivedScope = received.ConfigureAwait(false);
        var scan = await InspectAsync(received, accept, keeping.Reasons, cancellationToken).ConfigureAwait(false);
        var draft = Draft(keeping, scan);
        using var outgoing = new OutgoingContent(received, scan, upload.Progress, _storeCanStage);
        var item = await protocol.RunAsync(user, draft, outgoing, cancellationToken).ConfigureAwait(false);
        metrics.Stored(item);
        return (await urls.RunAsync([item], cancellationToken).ConfigureAwait(false))[0];
    }

    private static void RequireOwner(MediaUser user)
    {
        if (user.Id is null)
        {
            throw new MediaAccessDeniedException($"The user '{user}' cannot own media: name the owner with MediaUser.For.");
        }
    }

    private static async Task<ContentScan> InspectAsync(
        ReceivedContent received, AcceptContent accept, IReadOnlyList<RejectionReason> reasons, CancellationToken cancellationToken)
    {
        try
        {
            var facts = await ContentInspector.InspectAsync(received.Format, received.Content, cancellationToken).ConfigureAwait(false);
            accept.ThrowIfHuge(facts, reasons);
            var scan = await ContentScanner.ScanAsync(facts, received.Content, accept.Limits.StripMetadata, cancellationToken).ConfigureAwait(false);
            accept.ThrowIfUnacceptable(scan.Facts, reasons);
            return scan;
        }
        catch (MediaFormatException exception)
        {
            throw AcceptContent.Broken(exception, reasons);
        }
    }

    private MediaDraft Draft(MediaKeeping keeping, ContentScan scan) => new()
    {
        Id = MediaId.New(time),
        Layout = keeping.Layout,
        Facts = scan.Facts,
        SourceType = keeping.SourceType,
        Visibility = keeping.Fields.Visibility!.Value,
        Metadata = MetadataWriter.Write(keeping.Fields, scan),
        EnhancementType = keeping.EnhancementType,
        OriginalMediaId = keeping.OriginalMediaId,
        IdempotencyKey = keeping.IdempotencyKey,
        Fingerprint = keeping.IdempotencyKey is null ? null : keeping.Fingerprint(),
    };
}
