namespace Unified.Media.Drivers;

/// <summary>The normalized form in which tags are compared: trimmed, in NFC and invariant lower case.</summary>
public static class TagKey
{
#pragma warning disable CA1308 // Tags are compared and counted in lower case.
    /// <summary>Returns the normalized form of a tag.</summary>
    public static string FromTag(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return UnicodeText.Compose(tag.Trim()).ToLowerInvariant();
    }
#pragma warning restore CA1308
}
