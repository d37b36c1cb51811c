using System.Text.RegularExpressions;

namespace Unified.Media.Tool;

/// <summary>What must never be shown: whatever is written passes through here, errors of libraries too.</summary>
internal sealed partial class Secrets
{
    private const string Mask = "***";

    // A shorter one would take letters out of every word, and is no secret.
    private const int Shortest = 4;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Remembers a secret, also as addresses spell it.</summary>
    public void Add(string? secret)
    {
        if (secret is { Length: >= Shortest })
        {
            _known.Add(secret);
            _known.Add(Uri.EscapeDataString(secret));
        }
    }

    public string Hide(string text)
    {
        foreach (var secret in _known.OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        text = Token().Replace(text, Mask);
        text = InAddress().Replace(text, "$1" + Mask + "@");
        return InConnectionString().Replace(text, "$1" + Mask);
    }

    // Keys of Supabase and other signed tokens.
    [GeneratedRegex(@"\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?|\bsb_secret_[\w-]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"(\w+://[^\s:/@]*:)[^\s@/]+@")]
    private static partial Regex InAddress();

    [GeneratedRegex("""((?:password|pwd|passfile|ssl\s?password)\s*=\s*)("[^"]*"|'[^']*'|[^;\s]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex InConnectionString();
}
