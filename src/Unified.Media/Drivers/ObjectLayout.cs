using System.Globalization;

namespace Unified.Media.Drivers;

/// <summary>
/// Where objects are stored: a bucket and a directory per user. Only this type composes and recognizes object keys. The directories are those
/// that the library's predecessor used.
/// </summary>
public sealed class ObjectLayout
{
    private const string User = "{user}";

    private readonly string _before;
    private readonly string _after;

    private ObjectLayout(string bucket, string directory)
    {
        var user = directory.IndexOf(User, StringComparison.Ordinal);
        Bucket = bucket;
        _before = directory[..user];
        _after = directory[(user + User.Length)..];
    }

    /// <summary>Uploaded images: <c>user-media/uploads/{user}/images</c>.</summary>
    public static ObjectLayout UploadedImages { get; } = new("user-media", "uploads/{user}/images");

    /// <summary>Uploaded videos: <c>user-media/uploads/{user}/videos</c>.</summary>
    public static ObjectLayout UploadedVideos { get; } = new("user-media", "uploads/{user}/videos");

    /// <summary>Enhanced images: <c>user-media/enhanced/{user}</c>.</summary>
    public static ObjectLayout Enhanced { get; } = new("user-media", "enhanced/{user}");

    /// <summary>Stock photos and videos: <c>user-media/stock/{user}</c>.</summary>
    public static ObjectLayout Stock { get; } = new("user-media", "stock/{user}");

    /// <summary>AI generations: <c>playground-images/{user}/generated</c>.</summary>
    public static ObjectLayout Generated { get; } = new("playground-images", "{user}/generated");

    /// <summary>Enhanced AI generations: <c>playground-images/{user}/enhanced</c>.</summary>
    public static ObjectLayout EnhancedGenerated { get; } = new("playground-images", "{user}/enhanced");

    /// <summary>Every layout.</summary>
    public static IReadOnlyList<ObjectLayout> All { get; } = [UploadedImages, UploadedVideos, Enhanced, Stock, Generated, EnhancedGenerated];

    /// <summary>The bucket.</summary>
    public string Bucket { get; }

    /// <summary>Chooses the layout of a new item. Enhancements of AI generations stay with the generations.</summary>
    /// <param name="kind">The item's kind. Only uploads depend on it.</param>
    /// <param name="source">Where the item came from; for an enhancement, where its original came from.</param>
    /// <param name="isEnhancement">True when the item was made from another by enhancement.</param>
    public static ObjectLayout For(MediaKind kind, SourceType source, bool isEnhancement)
    {
        if (source == SourceType.Playground)
        {
            return isEnhancement ? EnhancedGenerated : Generated;
        }

        if (isEnhancement)
        {
            return Enhanced;
        }

        if (source == SourceType.Stock)
        {
            return Stock;
        }

        return kind == MediaKind.Video ? UploadedVideos : UploadedImages;
    }

    /// <summary>Tells whether <see cref="Locate"/> can have composed a location. A sweep never touches any other.</summary>
    public static bool Recognizes(ObjectLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return All.Any(layout => layout.Composes(location));
    }

    /// <summary>The directory of a user's objects: <c>uploads/{user}/images</c>.</summary>
    public string GetDirectory(string keySegment) => $"{_before}{keySegment}{_after}";

    /// <summary>
    /// The location of one attempt's object: <c>{directory}/{id}.{attempt}.{extension}</c> for the original,
    /// <c>{directory}/{id}.{attempt}.{role}.{extension}</c> for any other role. The function <c>reserve</c> of the PostgreSQL schema composes the
    /// same key of the bucket and the directory that it is given; the kit compares them.
    /// </summary>
    public ObjectLocation Locate(string keySegment, MediaId id, int attempt, string extension, ObjectRole role = default) =>
        new(Bucket, $"{GetDirectory(keySegment)}/{id}.{attempt}{(role.IsOriginal ? "" : $".{role}")}.{extension}");

    /// <summary>The bucket and the directory: <c>user-media/uploads/{user}/images</c>.</summary>
    public override string ToString() => $"{Bucket}/{GetDirectory(User)}";

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

    private static bool IsName(string name) => name.Split('.') switch
    {
        [var id, var attempt, var extension] => IsId(id) && IsAttempt(attempt) && IsExtension(extension),
        [var id, var attempt, var role, var extension] =>
            IsId(id) && IsAttempt(attempt) && IsDerivedRole(role) && IsExtension(extension),
        _ => false,
    };

    private static bool IsId(string text) => MediaId.TryParse(text, out var id) && id.ToString() == text;

    private static bool IsAttempt(string text) =>
        int.TryParse(text, out var number) && number > 0 && number.ToString(CultureInfo.InvariantCulture) == text;

    private static bool IsDerivedRole(string text) => ObjectRole.TryParse(text, out var role) && !role.IsOriginal;

    private static bool IsExtension(string text) => text.Length is > 0 and <= 8 && text.All(char.IsAsciiLetterOrDigit);
}
