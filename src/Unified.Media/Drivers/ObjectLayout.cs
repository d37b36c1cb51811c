using System.Globalization;

namespace Unified.Media.Drivers;

/// <summary>
/// The places that objects are kept in: a bucket and a directory per user. Catalogs compose keys from a layout's name; nobody composes or
/// checks them by hand. The directories are those that the library's predecessor used.
/// </summary>
public sealed class ObjectLayout
{
    /// <summary>Uploaded images: <c>user-media/uploads/{user}/images</c>.</summary>
    public static ObjectLayout UploadedImages { get; } = new("uploaded_images", "user-media", "uploads/", "/images");

    /// <summary>Uploaded videos: <c>user-media/uploads/{user}/videos</c>.</summary>
    public static ObjectLayout UploadedVideos { get; } = new("uploaded_videos", "user-media", "uploads/", "/videos");

    /// <summary>Enhanced images: <c>user-media/enhanced/{user}</c>.</summary>
    public static ObjectLayout Enhanced { get; } = new("enhanced", "user-media", "enhanced/", "");

    /// <summary>Stock photos and videos: <c>user-media/stock/{user}</c>.</summary>
    public static ObjectLayout Stock { get; } = new("stock", "user-media", "stock/", "");

    /// <summary>AI generations: <c>playground-images/{user}/generated</c>.</summary>
    public static ObjectLayout Generated { get; } = new("generated", "playground-images", "", "/generated");

    /// <summary>Enhanced AI generations: <c>playground-images/{user}/enhanced</c>.</summary>
    public static ObjectLayout EnhancedGenerated { get; } = new("enhanced_generated", "playground-images", "", "/enhanced");

    private readonly string _before;
    private readonly string _after;

    private ObjectLayout(string name, string bucket, string before, string after)
    {
        Name = name;
        Bucket = bucket;
        _before = before;
        _after = after;
    }

    /// <summary>Every layout.</summary>
    public static IReadOnlyList<ObjectLayout> All { get; } = [UploadedImages, UploadedVideos, Enhanced, Stock, Generated, EnhancedGenerated];

    /// <summary>The name under which catalogs know it.</summary>
    public string Name { get; }

    /// <summary>The bucket.</summary>
    public string Bucket { get; }

    /// <summary>Where one attempt's object of a user's item is kept: <c>{directory}/{id}.{attempt}.{extension}</c>.</summary>
    public ObjectLocation Locate(string keySegment, MediaId id, int attempt, string extension) =>
        new(Bucket, $"{_before}{keySegment}{_after}/{id}.{attempt}.{extension}");

    /// <summary>Tells whether <see cref="Locate"/> can have composed a location. A sweep never touches any other.</summary>
    public static bool Recognizes(ObjectLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return All.Any(layout => layout.Composes(location));
    }

    private bool Composes(ObjectLocation location)
    {
        var key = location.Key;
        var slash = key.LastIndexOf('/');
        return location.Bucket == Bucket
            && slash > _before.Length + _after.Length
            && key.StartsWith(_before, StringComparison.Ordinal)
            && key.AsSpan(0, slash).EndsWith(_after, StringComparison.Ordinal)
            && KeySegment.IsValid(key[_before.Length..(slash - _after.Length)])
            && IsName(key[(slash + 1)..]);
    }

    private static bool IsName(string name) =>
        name.Split('.') is [var id, var attempt, var extension]
        && MediaId.TryParse(id, out var parsed) && parsed.ToString() == id
        && int.TryParse(attempt, out var number) && number > 0 && number.ToString(CultureInfo.InvariantCulture) == attempt
        && extension.Length is > 0 and <= 8 && extension.All(char.IsAsciiLetterOrDigit);
}
