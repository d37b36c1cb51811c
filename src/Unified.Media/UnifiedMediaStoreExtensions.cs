using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>Shorter forms of common calls.</summary>
public static class UnifiedMediaStoreExtensions
{
    /// <summary>Lists every item that matches a query, page by page. To cancel, stop enumerating.</summary>
    /// <exception cref="MediaRejectedException">A filter breaks a rule.</exception>
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
    /// <returns>Null when the user may see no such item.</returns>
    /// <exception cref="MediaRejectedException">The lifetime is out of bounds.</exception>
    public static async Task<MediaLink?> GetMediaLinkAsync(
        this IUnifiedMediaStore store, MediaUser user, MediaId id, MediaLinkOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.GetMediaLinksAsync(user, [id], options, cancellationToken).ConfigureAwait(false)).SingleOrDefault();
    }

#pragma warning disable RS0026 // The overloads differ in required parameters, so every call matches at most one of them.
    /// <summary>Stores an image or a video from a stream. The file name is used for the title only.</summary>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadMediaAsync"/>
    public static Task<MediaItem> UploadMediaAsync(
        this IUnifiedMediaStore store, MediaUser user, Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadMediaAsync(user, Upload(content, fileName), cancellationToken);
    }

    /// <summary>Stores an image or a video from a file on this machine. The file's name gives the title.</summary>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadMediaAsync"/>
    public static Task<MediaItem> UploadMediaAsync(
        this IUnifiedMediaStore store, MediaUser user, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadMediaAsync(user, Upload(path), cancellationToken);
    }

    /// <summary>Stores an image from a stream. The file name is used for the title only.</summary>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserImageAsync"/>
    public static Task<MediaItem> UploadUserImageAsync(
        this IUnifiedMediaStore store, MediaUser user, Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserImageAsync(user, Upload(content, fileName), cancellationToken);
    }

    /// <summary>Stores an image from a file on this machine. The file's name gives the title.</summary>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserImageAsync"/>
    public static Task<MediaItem> UploadUserImageAsync(
        this IUnifiedMediaStore store, MediaUser user, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserImageAsync(user, Upload(path), cancellationToken);
    }

    /// <summary>Stores a video from a stream. The file name is used for the title only.</summary>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserVideoAsync"/>
    public static Task<MediaItem> UploadUserVideoAsync(
        this IUnifiedMediaStore store, MediaUser user, Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserVideoAsync(user, Upload(content, fileName), cancellationToken);
    }

    /// <summary>Stores a video from a file on this machine. The file's name gives the title.</summary>
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
