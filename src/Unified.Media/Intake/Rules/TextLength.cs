namespace Unified.Media;

/// <summary>The rule for all strings: valid Unicode, no control characters, and a maximum length after normalization.</summary>
internal static class TextLength
{
    public static void Check(string field, string? text, int max, RejectionReasons reasons)
    {
        if (text is null)
        {
            return;
        }

        if (!UnicodeText.IsText(text))
        {
            reasons.AddField(field, $"{field} contains invalid Unicode or control characters.");
        }
        else if (text.Length > max)
        {
            reasons.AddField(field, $"{field} has {text.Length} characters; at most {max} are allowed.");
        }
    }
}
