namespace Unified.Media.LegacyMigration;

/// <summary>The names of the jobs, as the database stores them.</summary>
internal static class LegacyJob
{
    public const string Media = "media";
    public const string Newest = "newest";
    public const string Gallery = "playground_gallery";
    public const string UserMedia = "user_media";
    public const string GalleryOrphans = "orphans:playground_gallery";
    public const string UserMediaOrphans = "orphans:user_media";
    public const string Shared = "shared";
    public const string Moodboards = "moodboards";
    public const string Showcases = "showcases";

    /// <summary>The tables whose rows become items.</summary>
    public static IReadOnlyList<string> Sources { get; } = [Gallery, UserMedia];
}
