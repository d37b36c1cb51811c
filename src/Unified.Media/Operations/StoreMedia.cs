using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Stores an item: opens, receives and inspects the content, then reserves, stores and publishes.</summary>
internal sealed class StoreMedia(
    OpenContent openContent, ReceiveContent receiveContent, ReserveStorePublish reserveStorePublish, ResolveUrls urls, IObjectStore store,
    MediaMetrics metrics, IOptions<UnifiedMediaOptions> options, TimeProvider time)
{
    private readonly bool _storeCanStage = store.GetAbility<IObjectStaging>() is not null;

    /// <summary>
    /// Begins an upload and checks the fields of its request. Does not throw for a broken rule: <see cref="StoreAsync"/> checks the content first, so
    /// that one error names every broken rule.
    /// </summary>
    public UploadContext Begin(MediaUser user, StoreMediaRequest request, IRule<StoreMediaRequest>[] rules)
    {
        ArgumentNullException.ThrowIfNull(request.Content);
        var upload = new UploadContext(user, request, options.Value);
        rules.Check(request, upload.Reasons);
        return upload;
    }

    /// <summary>Stores the content of an upload.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="layoutSource">
    /// The source type that determines the bucket and the key of the object: for an enhancement, the source type of its original.
    /// </param>
    /// <param name="cancellationToken">Cancels the upload until its object is stored.</param>
    public async Task<MediaItem> StoreAsync(UploadContext upload, SourceType layoutSource, CancellationToken cancellationToken)
    {
        RequireOwner(upload.User);
        var incoming = await openContent.OpenAsync(upload, cancellationToken).ConfigureAwait(false);
        await using var incomingScope = incoming.ConfigureAwait(false);
        var received = await receiveContent.ReceiveAsync(upload, incoming, cancellationToken).ConfigureAwait(false);
        await using var receivedScope = received.ConfigureAwait(false);
        var scan = await InspectAsync(upload, received, cancellationToken).ConfigureAwait(false);
        var draft = CreateDraft(upload.Request, layoutSource, scan);
        using var outgoing = new OutgoingContent(received, scan, upload.Request, _storeCanStage);
        var item = await reserveStorePublish.StoreAsync(upload.User, draft, outgoing, cancellationToken).ConfigureAwait(false);
        metrics.RecordStored(item);
        return await urls.ResolveAfterWriteAsync(item, cancellationToken).ConfigureAwait(false);
    }

    private static void RequireOwner(MediaUser user)
    {
        if (user.Id is null)
        {
            throw new MediaAccessDeniedException($"The user '{user}' cannot own items.");
        }
    }

    private static async Task<ContentScan> InspectAsync(UploadContext upload, ReceivedContent received, CancellationToken cancellationToken)
    {
        try
        {
            upload.Properties = await received.Format.ReadHeaderAsync(received.Content, cancellationToken).ConfigureAwait(false);
            upload.Require(ContentRules.Dimensions, additionalRules: ContentRules.Playback);
            var scan = await MediaFormat
                .ScanAsync(upload.Properties, received.Content, upload.Limits.StripMetadata, cancellationToken).ConfigureAwait(false);
            upload.Properties = scan.Properties;
            upload.Require(ContentRules.ScannedContent);
            upload.Reasons.ThrowIfAny();
            return scan;
        }
        catch (MediaFormatException exception)
        {
            throw upload.ToRejection([new(exception.Code, exception.Message)]);
        }
    }

    private MediaDraft CreateDraft(StoreMediaRequest request, SourceType layoutSource, ContentScan scan) => new()
    {
        Id = MediaId.New(time),
        Layout = ObjectLayout.For(scan.Properties.Format.Kind, layoutSource, request.IsEnhancement),
        Properties = scan.Properties,
        SourceType = request.SourceType,
        Visibility = request.Fields.Visibility!.Value,
        Metadata = MetadataWriter.Write(request.Fields, scan),
        EnhancementType = request.EnhancementType,
        OriginalMediaId = request.OriginalMediaId,
        IdempotencyKey = request.IdempotencyKey,
        Fingerprint = request.IdempotencyKey is null ? null : request.ComputeFingerprint(scan.Properties.Format.Kind),
    };
}
