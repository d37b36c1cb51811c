using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Unified.Media;

/// <summary>Implements the interface with one line per operation. Each operation is a file of its own in <c>Operations/</c>.</summary>
internal sealed class UnifiedMediaStore(
    OperationLog log, IOptions<UnifiedMediaOptions> options, UploadUserImage uploadImage, UploadUserVideo uploadVideo,
    SaveEnhancedImageUnified saveEnhanced, DeleteMediaUnified delete, GetUserUnifiedMedia list, GetMedia get, UpdateMedia update, OpenMedia open,
    GetMediaLinks links, GetMediaFacets facets, SelectMedia select) : IUnifiedMediaStore
{
    private static readonly MediaQuery Everything = new();

    // Read here so that wrong settings are named when the store is first resolved, also where no host runs.
    private readonly bool _serviceAllowed = options.Value.ServiceAllowed;

    public Task<MediaItem> UploadUserImageAsync(MediaUser user, ImageUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return RunAsync(OperationNames.UploadImage, user, () => uploadImage.UploadAsync(user, upload, cancellationToken));
    }

    public Task<MediaItem> UploadUserVideoAsync(MediaUser user, VideoUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return RunAsync(OperationNames.UploadVideo, user, () => uploadVideo.UploadAsync(user, upload, cancellationToken));
    }

    public Task<MediaItem> SaveEnhancedImageUnifiedAsync(MediaUser user, EnhancedImage image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return RunAsync(OperationNames.SaveEnhanced, user, () => saveEnhanced.SaveAsync(user, image, cancellationToken));
    }

    public Task<bool> DeleteMediaUnifiedAsync(
        MediaUser user, MediaId id, DeleteMediaOptions? deletion = null, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.Delete, user, () => delete.RunAsync(user, id, DeleteMediaUnified.Check(deletion), cancellationToken));

    public Task<MediaPage> GetUserUnifiedMediaAsync(
        MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.List, user, () => list.RunAsync(user, query ?? Everything, cancellationToken));

    public Task<MediaItem?> GetMediaAsync(MediaUser user, MediaId id, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.Get, user, () => get.RunAsync(user, id, cancellationToken));

    public Task<MediaItem?> UpdateMediaAsync(
        MediaUser user, MediaId id, MediaChanges changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return RunAsync(OperationNames.Update, user, () => update.RunAsync(user, id, UpdateMedia.Check(changes), cancellationToken));
    }

    public Task<MediaDownload?> OpenMediaAsync(
        MediaUser user, MediaId id, OpenMediaOptions? opening = null, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.Open, user, () => open.RunAsync(user, id, opening, cancellationToken));

    public Task<IReadOnlyList<MediaLink>> GetMediaLinksAsync(
        MediaUser user, IReadOnlyCollection<MediaId> ids, MediaLinkOptions? linking = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return RunAsync(OperationNames.Links, user, () => links.RunAsync(user, ids, linking, cancellationToken));
    }

    public Task<MediaFacets> GetMediaFacetsAsync(MediaUser user, MediaQuery? query = null, CancellationToken cancellationToken = default) =>
        RunAsync(OperationNames.Facets, user, () => facets.RunAsync(user, query ?? Everything, cancellationToken));

    public async IAsyncEnumerable<BulkResult> UpdateManyAsync(
        MediaUser user, MediaSelection selection, MediaChanges changes, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(changes);
        Allow(user);
        var fields = UpdateMedia.Check(changes);
        await foreach (var id in select.RunAsync(user, selection, cancellationToken).ConfigureAwait(false))
        {
            yield return await TryAsync(
                id,
                async () => await RunAsync(OperationNames.Update, user, () => update.RunAsync(user, id, fields, cancellationToken)).ConfigureAwait(false) is { })
                .ConfigureAwait(false);
        }
    }

    public async IAsyncEnumerable<BulkResult> DeleteManyAsync(
        MediaUser user, MediaSelection selection, DeleteMediaOptions? deletion = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(selection);
        Allow(user);
        var batch = delete.BeginBatch(deletion);
        await using var batchScope = batch.ConfigureAwait(false);
        await foreach (var id in select.RunAsync(user, selection, cancellationToken).ConfigureAwait(false))
        {
            yield return await TryAsync(
                id, () => RunAsync(OperationNames.Delete, user, () => delete.RunAsync(user, id, batch, cancellationToken))).ConfigureAwait(false);
            await batch.DeleteWhenFullAsync().ConfigureAwait(false);
        }
    }

    private static async Task<BulkResult> TryAsync(MediaId id, Func<Task<bool>> run)
    {
        try
        {
            return new(id, await run().ConfigureAwait(false) ? BulkOutcome.Done : BulkOutcome.NotFound);
        }
        catch (MediaException exception)
        {
            return new(id, BulkOutcome.Failed, exception);
        }
    }

    private Task<T> RunAsync<T>(string operation, MediaUser user, Func<Task<T>> run)
    {
        ArgumentNullException.ThrowIfNull(user);
        return log.RunAsync(operation, () =>
        {
            Allow(user);
            return run();
        });
    }

    private void Allow(MediaUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.IsService && !_serviceAllowed)
        {
            throw new MediaAccessDeniedException("The service user is not allowed here: call AllowService() in AddUnifiedMedia.");
        }
    }
}
