using System.Globalization;

namespace Unified.Media.Drivers;

/// <summary>
/// A bucket with a directory per user, for objects of one kind and source. It composes and recognizes object keys. The directories are those
/// of the legacy application.
/// </summary>
public sealed class ObjectLayout
{
    private const string User = "{user}";

    private readonly string _prefix;
    private readonly string _suffix;

    private ObjectLayout(string bucket, string directory)
    {
        var user = directory.IndexOf(User, StringComparison.Ordinal);
        Bucket = bucket;
        _prefix = directory[..user];
        _suffix = directory[(user + User.Length)..];
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

    /// <summary>Returns the layout of a new item. Enhancements of AI generations are stored with the generations.</summary>
    /// <param name="kind">The kind of the item. It matters for uploads only.</param>
    /// <param name="source">The source of the item; for an enhancement, the source of its original.</param>
    /// <param name="isEnhancement">True when the item is an enhancement of another item.</param>
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

    /// <summary>Returns true when <see cref="Locate"/> can have composed the location. The sweeper ignores other objects.</summary>
    public static bool Recognizes(ObjectLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return All.Any(layout => layout.CanCompose(location));
    }

    /// <summary>Returns the directory for a user, such as <c>uploads/{user}/images</c>.</summary>
    /// <param name="keySegment">The key segment of the user: <see cref="MediaUser.KeySegment"/>.</param>
    public string GetDirectory(string keySegment) => $"{_prefix}{keySegment}{_suffix}";

    /// <summary>
    /// Composes the location of the object of one attempt: <c>{directory}/{id}.{attempt}.{extension}</c> for the original,
    /// <c>{directory}/{id}.{attempt}.{role}.{extension}</c> for a derived role. The function <c>reserve</c> of the PostgreSQL schema composes the
    /// same key; the conformance kit compares them.
    /// </summary>
    public ObjectLocation Locate(string keySegment, MediaId id, int attempt, string extension, ObjectRole role = default) =>
        new(Bucket, $"{GetDirectory(keySegment)}/{id}.{attempt}{(role.IsOriginal ? "" : $".{role}")}.{extension}");

    /// <summary>Returns the bucket and the directory, such as <c>user-media/uploads/{user}/images</c>.</summary>
    public override string ToString() => $"{Bucket}/{GetDirectory(User)}";

    private bool CanCompose(ObjectLocation location)
    {
        var key = location.Key;
        var slash = key.LastIndexOf('/');
        return location.Bucket == Bucket
            && slash > _prefix.Length + _suffix.Length
            && key.StartsWith(_prefix, StringComparison.Ordinal)
            && key.AsSpan(0, slash).EndsWith(_suffix, StringComparison.Ordinal)
            && KeySegment.IsValid(key[_prefix.Length..(slash - _suffix.Length)])
            && IsObjectName(key[(slash + 1)..]);
    }

    private static bool IsObjectName(string name) => name.Split('.') switch
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
