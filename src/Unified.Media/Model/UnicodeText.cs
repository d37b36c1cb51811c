using System.Text;

namespace Unified.Media;

/// <summary>Validates and normalizes Unicode strings.</summary>
internal static class UnicodeText
{
    // A noncharacter, the byte-swapped byte order mark. .NET does not normalize a string that contains it.
    private const char Noncharacter = '\uFFFE';

    /// <summary>True when the text has no lone surrogate. Lone surrogates can be neither normalized nor stored.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when <see cref="Compose"/> replaces no character.</summary>
    public static bool IsComposable(string text) => IsWellFormed(text) && !text.Contains(Noncharacter, StringComparison.Ordinal);

    /// <summary>True when the text is composable and has no control characters other than tabs and line breaks.</summary>
    public static bool IsText(string text) =>
        IsComposable(text) && !text.Any(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r'));

    /// <summary>
    /// Returns the text in NFC. A character that cannot be normalized becomes U+FFFD; rows of older applications can contain such characters.
    /// </summary>
    public static string Compose(string text) =>
        (IsComposable(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace(Noncharacter, '\uFFFD'))
        .Normalize(NormalizationForm.FormC);
}
