using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Passes each call to the class in <c>Operations/</c> that implements it.</summary>
internal sealed class UnifiedMediaStore(
    OperationLog log, MediaUserAccessor users, IOptions<UnifiedMediaOptions> settings, UploadMedia uploadMedia,
    SaveEnhancedImageUnified saveEnhancedImage, DeleteMediaUnified deleteMedia, GetUserUnifiedMedia getUserMedia, GetPublicMedia getPublicMedia,
    GetMedia getMedia, UpdateMedia updateMedia, OpenMedia openMedia, GetMediaLinks getMediaLinks, GetMediaFacets getMediaFacets,
    SelectMedia selectMedia) : IUnifiedMediaStore
{
    private static readonly MediaQuery DefaultQuery = new();

    // Reading the value validates the options when the store is first resolved, even without a running host.
    private readonly bool _serviceAllowed = settings.Value.ServiceAllowed;

    public Task<MediaItem> UploadMediaAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default) =>
        UploadAsync(OperationNames.UploadMedia, user, upload, kind: null, cancellationToken);

    public Task<MediaItem> UploadUserImageAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default) =>
        UploadAsync(OperationNames.UploadImage, user, upload, MediaKind.Image, cancellationToken);

    public Task<MediaItem> UploadUserVideoAsync(MediaUser user, MediaUpload upload, CancellationToken cancellationToken = default) =>
        UploadAsync(OperationNames.UploadVideo, user, upload, MediaKind.Video, cancellationToken);

    public Task<MediaItem> SaveEnhancedImageUnifiedAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return RunAsync(OperationNames.SaveEnhanced, user, () => saveEnhancedImage.SaveAsync(user, image, cancellationToken));
    }

    public Task<bool> DeleteMediaUnifiedAsync(
        MediaUser user, MediaId id, DeleteMediaOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.Delete, user, id, () => deleteMedia.DeleteAsync(user, id, DeleteMediaUnified.Validate(options), cancellationToken));

    public Task<MediaPage> GetUserUnifiedMediaAsync(
        MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.List, user, () => getUserMedia.ListAsync(user, query ?? DefaultQuery, cancellationToken));

    public Task<MediaPage> GetPublicMediaAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.ListPublic, user, () => getPublicMedia.ListAsync(query ?? DefaultQuery, cancellationToken));

    public Task<MediaItem?> GetMediaAsync(MediaUser user, MediaId id, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.Get, user, id, () => getMedia.GetAsync(user, id, cancellationToken));

    public Task<MediaItem?> UpdateMediaAsync(
        MediaUser user, MediaId id, MediaChanges changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return RunAsync(OperationNames.Update, user, id, () => updateMedia.UpdateAsync(user, id, UpdateMedia.Validate(changes), cancellationToken));
    }

    public Task<MediaDownload?> OpenMediaAsync(
        MediaUser user, MediaId id, OpenMediaOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.Open, user, id, () => openMedia.OpenAsync(user, id, options, cancellationToken));

    public Task<IReadOnlyList<MediaLink>> GetMediaLinksAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, MediaLinkOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return RunAsync(OperationNames.Links, user, () => getMediaLinks.GetAsync(user, ids, options, cancellationToken));
    }

    public Task<MediaFacets> GetMediaFacetsAsync(
        MediaUser user, MediaFilter? filter = null, FacetOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            OperationNames.Facets,
            user,
            () => getMediaFacets.GetAsync(user, filter ?? DefaultQuery, options ?? FacetOptions.Default, cancellationToken));

    public async IAsyncEnumerable<BulkResult> UpdateManyAsync(
        MediaUser user, MediaSelection selection, MediaChanges changes, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(changes);
        RequireAllowed(user);
        var fields = UpdateMedia.Validate(changes);
        await foreach (var id in selectMedia.SelectAsync(user, selection, cancellationToken).ConfigureAwait(false))
        {
            yield return await TryAsync(
                id,
                async () => await RunAsync(OperationNames.Update, user, id, () => updateMedia.UpdateAsync(user, id, fields, cancellationToken))
                    .ConfigureAwait(false) is not null).ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<BulkResult> DeleteManyAsync(
        MediaUser user, MediaSelection selection, DeleteMediaOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        RequireAllowed(user);
        var batch = deleteMedia.BeginBatch(user, options);
        await using var batchScope = batch.ConfigureAwait(false);
        await foreach (var id in selectMedia.SelectAsync(user, selection, cancellationToken).ConfigureAwait(false))
        {
            yield return await TryAsync(
                id,
                () => RunAsync(OperationNames.Delete, user, id, () => deleteMedia.DeleteAsync(user, id, batch, cancellationToken)))
                .ConfigureAwait(false);
            await batch.DeleteWhenFullAsync().ConfigureAwait(false);
        }
    }

    private Task<MediaItem> UploadAsync(
        string operation, MediaUser user, MediaUpload upload, MediaKind? kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return RunAsync(operation, user, () => uploadMedia.UploadAsync(user, upload, kind, cancellationToken));
    }

    private static async Task<BulkResult> TryAsync(MediaId id, Func<Task<bool>> call)
    {
        try
        {
            return new() { Id = id, Outcome = await call().ConfigureAwait(false) ? BulkOutcome.Done : BulkOutcome.NotFound };
        }
        catch (MediaException exception)
        {
            return new() { Id = id, Outcome = BulkOutcome.Failed, Error = exception };
        }
    }

    private Task<T> RunAsync<T>(string operation, MediaUser user, MediaId id, Func<Task<T>> call) => RunAsync(operation, user, async () =>
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (MediaException exception)
        {
            exception.MediaId ??= id;
            throw;
        }
    });

    private Task<T> RunAsync<T>(string operation, MediaUser user, Func<Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(user);
        return log.RunAsync(operation, () =>
        {
            RequireAllowed(user);
            return users.RunAsync(user, call);
        });
    }

    private void RequireAllowed(MediaUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.IsService && !_serviceAllowed)
        {
            throw new MediaAccessDeniedException("The service user is not allowed. To allow it, call AllowService() in AddUnifiedMedia.");
        }
    }
}
