using System.Globalization;
using System.Text;

namespace Unified.Media;

/// <summary>The title of an item that has no other: its file's name, of which only the last segment counts, without the extension.</summary>
internal static class FileTitle
{
    /// <summary>Null where the client's name makes no title.</summary>
    public static string? Of(string? fileName)
    {
        if (string.IsNullOrWhiteSpace(fileName) || !UnicodeText.IsComposable(fileName))
        {
            return null;
        }

        var name = Path.GetFileNameWithoutExtension(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]);
        var visible = UnicodeText.Compose(string.Concat(name.EnumerateRunes().Where(rune => !IsInvisible(rune))).Trim());
        if (visible.Length > TitleLength.Max)
        {
            visible = visible[..(char.IsHighSurrogate(visible[TitleLength.Max - 1]) ? TitleLength.Max - 1 : TitleLength.Max)];
        }

        return visible.AsSpan().ContainsAnyExcept('.', ' ') ? visible : null;
    }

    // Control characters, and those that turn the reading direction: they can disguise an extension.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
