namespace Unified.Media;

/// <summary>Whether a text is Unicode at all: lone surrogates can be neither normalised nor stored.</summary>
internal static class UnicodeText
{
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
}
