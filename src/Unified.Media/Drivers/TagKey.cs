namespace Unified.Media.Drivers;

/// <summary>How tags compare: trimmed, NFC, lower-cased without regard to culture.</summary>
public static class TagKey
{
#pragma warning disable CA1308 // Facets show the key, and tags are shown in lower case.
    /// <summary>The key of a tag.</summary>
    public static string Of(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return UnicodeText.Compose(tag.Trim()).ToLowerInvariant();
    }
#pragma warning restore CA1308
}
