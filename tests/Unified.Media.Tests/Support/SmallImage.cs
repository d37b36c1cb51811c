namespace Unified.Media.Tests;

/// <summary>Uploads of a small picture, for tests that do not depend on the content.</summary>
internal static class SmallImage
{
    public static byte[] Bytes { get; } = PngSample.File(4, 3);

    public static MediaContent Content => Of(Bytes);

    public static MediaUpload Upload => new() { Content = Content };

    public static MediaContent Of(byte[] bytes) => MediaContent.FromStream(new MemoryStream(bytes));

    public static Task<MediaItem> AddAsync(
        this IUnifiedMediaStore store, MediaUser user, string? title = null, Visibility visibility = default, int width = 4, params string[] tags) =>
        store.UploadUserImageAsync(
            user,
            new() { Content = Of(PngSample.File(width, 3)), Title = title, Visibility = visibility, Tags = tags },
            TestContext.Current.CancellationToken);
}
