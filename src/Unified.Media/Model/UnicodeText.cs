using System.Text;

namespace Unified.Media;

/// <summary>Whether a text is Unicode at all, and how the library composes it.</summary>
internal static class UnicodeText
{
    // A code that is no character. .NET takes it for a byte order mark the wrong way round, and does not normalise a text that has it.
    private const char NoCharacter = '\uFFFE';

    /// <summary>Whether there are no lone surrogates: they can be neither normalised nor stored.</summary>
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

    /// <summary>Whether <see cref="Compose"/> leaves every character in its place.</summary>
    public static bool IsComposable(string text) => IsWellFormed(text) && !text.Contains(NoCharacter, StringComparison.Ordinal);

    /// <summary>Whether people can have written the text: composable, and without control characters other than tabs and line ends.</summary>
    public static bool IsText(string text) =>
        IsComposable(text) && !text.Any(character => char.IsControl(character) && character is not ('\t' or '\n' or '\r'));

    /// <summary>The text in NFC. Older rows can hold anything: what cannot be normalised becomes U+FFFD.</summary>
    public static string Compose(string text) =>
        (IsComposable(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace(NoCharacter, '\uFFFD'))
        .Normalize(NormalizationForm.FormC);
}
