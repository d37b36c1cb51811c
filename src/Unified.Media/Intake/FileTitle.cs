using System.Globalization;
using System.Text;

namespace Unified.Media;

/// <summary>Creates a title from a file name, for an upload without a title: the last path segment without its extension.</summary>
internal static class FileTitle
{
    /// <returns>Null when the file name contains no usable title.</returns>
    public static string? FromFileName(string? fileName)
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

    // Control characters and characters that change the reading direction, which can disguise an extension.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
