using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>Shorter overloads of common calls of <see cref="IUnifiedMediaStore"/>.</summary>
public static class UnifiedMediaStoreExtensions
{
    /// <summary>Lists every item that matches a query, on all pages. Reads a page only when its items are enumerated.</summary>
    /// <param name="store">The store.</param>
    /// <param name="user">The user who lists the items.</param>
    /// <param name="query">
    /// The filters, the order, the page size and, optionally, the cursor to start at; null lists all items of the user, newest first.
    /// </param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The items, in the order of the query.</returns>
    /// <inheritdoc cref="IUnifiedMediaStore.GetUserUnifiedMediaAsync"/>
    public static async IAsyncEnumerable<MediaItem> EnumerateAllAsync(
        this IUnifiedMediaStore store, MediaUser user, MediaQuery? query = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        query ??= new();
        string? cursor;
        do
        {
            var page = await store.GetUserUnifiedMediaAsync(user, query, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.NextCursor;
            query = query with { Cursor = cursor };
        }
        while (cursor is not null);
    }

    /// <summary>Creates a link for one item.</summary>
    /// <param name="store">The store.</param>
    /// <param name="user">The user who requests the link.</param>
    /// <param name="id">The id of the item.</param>
    /// <param name="options">The lifetime of a signed URL; null uses <see cref="UnifiedMediaOptions.UrlLifetime"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The link; null when the item does not exist or the user may not see it.</returns>
    /// <exception cref="MediaRejectedException">The lifetime is out of range.</exception>
    public static async Task<MediaLink?> GetMediaLinkAsync(
        this IUnifiedMediaStore store, MediaUser user, MediaId id, MediaLinkOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.GetMediaLinksAsync(user, [id], options, cancellationToken).ConfigureAwait(false)).SingleOrDefault();
    }

#pragma warning disable RS0026 // The overloads differ in required parameters, so every call matches at most one of them.
    /// <summary>Stores an image or a video from a stream, which is read from its current position and not closed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="user">The owner of the new item.</param>
    /// <param name="content">A readable stream.</param>
    /// <param name="fileName">The file name, from which only the title is made. It may come from a client.</param>
    /// <param name="cancellationToken">Cancels the upload. Ignored after the content is stored in the object store.</param>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadMediaAsync"/>
    public static Task<MediaItem> UploadMediaAsync(
        this IUnifiedMediaStore store, MediaUser user, Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadMediaAsync(user, Upload(content, fileName), cancellationToken);
    }

    /// <summary>Stores an image or a video from a local file. The title is made from the name of the file.</summary>
    /// <param name="store">The store.</param>
    /// <param name="user">The owner of the new item.</param>
    /// <param name="path">The path of the file. It must come from your application, never from a client.</param>
    /// <param name="cancellationToken">Cancels the upload. Ignored after the content is stored in the object store.</param>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadMediaAsync"/>
    public static Task<MediaItem> UploadMediaAsync(
        this IUnifiedMediaStore store, MediaUser user, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadMediaAsync(user, Upload(path), cancellationToken);
    }

    /// <summary>Stores an image from a stream, which is read from its current position and not closed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="user">The owner of the new item.</param>
    /// <param name="content">A readable stream.</param>
    /// <param name="fileName">The file name, from which only the title is made. It may come from a client.</param>
    /// <param name="cancellationToken">Cancels the upload. Ignored after the content is stored in the object store.</param>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserImageAsync"/>
    public static Task<MediaItem> UploadUserImageAsync(
        this IUnifiedMediaStore store, MediaUser user, Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserImageAsync(user, Upload(content, fileName), cancellationToken);
    }

    /// <summary>Stores an image from a local file. The title is made from the name of the file.</summary>
    /// <param name="store">The store.</param>
    /// <param name="user">The owner of the new item.</param>
    /// <param name="path">The path of the file. It must come from your application, never from a client.</param>
    /// <param name="cancellationToken">Cancels the upload. Ignored after the content is stored in the object store.</param>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserImageAsync"/>
    public static Task<MediaItem> UploadUserImageAsync(
        this IUnifiedMediaStore store, MediaUser user, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserImageAsync(user, Upload(path), cancellationToken);
    }

    /// <summary>Stores a video from a stream, which is read from its current position and not closed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="user">The owner of the new item.</param>
    /// <param name="content">A readable stream.</param>
    /// <param name="fileName">The file name, from which only the title is made. It may come from a client.</param>
    /// <param name="cancellationToken">Cancels the upload. Ignored after the content is stored in the object store.</param>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserVideoAsync"/>
    public static Task<MediaItem> UploadUserVideoAsync(
        this IUnifiedMediaStore store, MediaUser user, Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserVideoAsync(user, Upload(content, fileName), cancellationToken);
    }

    /// <summary>Stores a video from a local file. The title is made from the name of the file.</summary>
    /// <param name="store">The store.</param>
    /// <param name="user">The owner of the new item.</param>
    /// <param name="path">The path of the file. It must come from your application, never from a client.</param>
    /// <param name="cancellationToken">Cancels the upload. Ignored after the content is stored in the object store.</param>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserVideoAsync"/>
    public static Task<MediaItem> UploadUserVideoAsync(
        this IUnifiedMediaStore store, MediaUser user, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserVideoAsync(user, Upload(path), cancellationToken);
    }
#pragma warning restore RS0026

    private static MediaUpload Upload(Stream content, string fileName) => new() { Content = MediaContent.FromStream(content), FileName = fileName };

    private static MediaUpload Upload(string path) => new() { Content = MediaContent.FromFile(path), FileName = path };
}
