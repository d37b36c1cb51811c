using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Stores content, whatever its source: open, receive, inspect, accept, reserve, store, publish.</summary>
internal sealed class StoreMedia(
    OpenContent open, ReceiveContent receive, ReserveStorePublish protocol, ResolveUrls urls, IObjectStore store, MediaMetrics metrics,
    IOptions<UnifiedMediaOptions> options, TimeProvider time)
{
    private readonly bool _storeCanStage = store.GetAbility<IObjectStaging>() is not null;

    /// <summary>
    /// Checks what the request says. An upload that breaks rules is read all the same, so that one error names those of its content too.
    /// </summary>
    public UploadContext Begin(MediaUser user, StoreMediaRequest request, IRule<StoreMediaRequest>[] rules)
    {
        ArgumentNullException.ThrowIfNull(request.Content);
        var upload = new UploadContext(user, request, request.Kind == MediaKind.Video ? options.Value.Videos : options.Value.Images);
        rules.Check(request, upload.Reasons);
        return upload;
    }

    /// <summary>Stores the content of an upload under keys of the layout.</summary>
    public async Task<MediaItem> StoreAsync(UploadContext upload, ObjectLayout layout, CancellationToken cancellationToken)
    {
        RequireOwner(upload.User);
        var incoming = await open.OpenAsync(upload, cancellationToken).ConfigureAwait(false);
        await using var incomingScope = incoming.ConfigureAwait(false);
        var received = await receive.ReceiveAsync(upload, incoming, cancellationToken).ConfigureAwait(false);
        await using var receivedScope = received.ConfigureAwait(false);
        var scan = await InspectAsync(upload, received, cancellationToken).ConfigureAwait(false);
        var draft = Draft(upload.Request, layout, scan);
        using var outgoing = new OutgoingContent(received, scan, upload.Request, _storeCanStage);
        var item = await protocol.RunAsync(upload.User, draft, outgoing, cancellationToken).ConfigureAwait(false);
        metrics.Stored(item);
        return await urls.AfterWriteAsync(item, cancellationToken).ConfigureAwait(false);
    }

    private static void RequireOwner(MediaUser user)
    {
        if (user.Id is null)
        {
            throw new MediaAccessDeniedException($"The user '{user}' cannot own media: name the owner with MediaUser.For.");
        }
    }

    private static async Task<ContentScan> InspectAsync(UploadContext upload, ReceivedContent received, CancellationToken cancellationToken)
    {
        try
        {
            upload.Facts = await received.Format.ReadHeaderAsync(received.Content, cancellationToken).ConfigureAwait(false);
            upload.Require(ContentRules.Dimensions, alsoNamed: ContentRules.Playback);
            var scan = await MediaFormat
                .ScanAsync(upload.Facts, received.Content, upload.Limits.StripMetadata, cancellationToken).ConfigureAwait(false);
            upload.Facts = scan.Facts;
            upload.Require(ContentRules.Facts);
            upload.Reasons.ThrowIfAny();
            return scan;
        }
        catch (MediaFormatException exception)
        {
            throw upload.Reject([new(exception.Code, exception.Message)]);
        }
    }

    private MediaDraft Draft(StoreMediaRequest request, ObjectLayout layout, ContentScan scan) => new()
    {
        Id = MediaId.New(time),
        Layout = layout,
        Facts = scan.Facts,
        SourceType = request.SourceType,
        Visibility = request.Fields.Visibility!.Value,
        Metadata = MetadataWriter.Write(request.Fields, scan),
        EnhancementType = request.EnhancementType,
        OriginalMediaId = request.OriginalMediaId,
        IdempotencyKey = request.IdempotencyKey,
        Fingerprint = request.IdempotencyKey is null ? null : request.Fingerprint(),
    };
}
