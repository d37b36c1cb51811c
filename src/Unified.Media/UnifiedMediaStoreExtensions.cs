using System.Runtime.CompilerServices;

namespace Unified.Media;

/// <summary>Shorter ways to say common things.</summary>
public static class UnifiedMediaStoreExtensions
{
    /// <summary>All items that a query finds, page after page. Stop enumerating to stop reading.</summary>
    /// <exception cref="MediaRejectedException">A filter breaks its rule.</exception>
    public static async IAsyncEnumerable<MediaItem> EnumerateAllAsync(
        this IUnifiedMediaStore store, MediaUser user, MediaQuery? query = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
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

#pragma warning disable RS0026 // The overloads differ in required parameters, so a call never fits two of them.
    /// <summary>Keeps an image from a stream. The file name gives the title, and nothing else.</summary>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserImageAsync"/>
    public static Task<MediaItem> UploadUserImageAsync(
        this IUnifiedMediaStore store, MediaUser user, Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserImageAsync(
            user, new ImageUpload { Content = MediaContent.FromStream(content), FileName = fileName }, cancellationToken);
    }

    /// <summary>Keeps an image from a file of the host's. The file's name gives the title.</summary>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserImageAsync"/>
    public static Task<MediaItem> UploadUserImageAsync(
        this IUnifiedMediaStore store, MediaUser user, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserImageAsync(
            user, new ImageUpload { Content = MediaContent.FromFile(path), FileName = path }, cancellationToken);
    }

    /// <summary>Keeps a video from a stream. The file name gives the title, and nothing else.</summary>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserVideoAsync"/>
    public static Task<MediaItem> UploadUserVideoAsync(
        this IUnifiedMediaStore store, MediaUser user, Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserVideoAsync(
            user, new VideoUpload { Content = MediaContent.FromStream(content), FileName = fileName }, cancellationToken);
    }

    /// <summary>Keeps a video from a file of the host's. The file's name gives the title.</summary>
    /// <inheritdoc cref="IUnifiedMediaStore.UploadUserVideoAsync"/>
    public static Task<MediaItem> UploadUserVideoAsync(
        this IUnifiedMediaStore store, MediaUser user, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.UploadUserVideoAsync(
            user, new VideoUpload { Content = MediaContent.FromFile(path), FileName = path }, cancellationToken);
    }
#pragma warning restore RS0026
}
