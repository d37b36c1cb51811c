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
        var title = UnicodeText.Compose(string.Concat(name.EnumerateRunes().Where(rune => !IsInvisible(rune))).Trim());
        if (title.Length > TitleLength.Max)
        {
            title = title[..(char.IsHighSurrogate(title[TitleLength.Max - 1]) ? TitleLength.Max - 1 : TitleLength.Max)];
        }

        return title.AsSpan().ContainsAnyExcept('.', ' ') ? title : null;
    }

    // Control characters and characters that change the reading direction, which can disguise an extension.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
