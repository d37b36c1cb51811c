using System.Text.RegularExpressions;

namespace Unified.Media.Tool;

/// <summary>
/// Replaces secrets with <c>***</c>: the secrets that were added, and all text that looks like a password, a token or a key. All output passes
/// through this class, including the error messages of libraries.
/// </summary>
internal sealed partial class SecretRedactor
{
    private const string Mask = "***";

    // Redacting a shorter text would remove letters from unrelated words.
    private const int MinLength = 4;

    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    /// <summary>Adds a secret and its percent-encoded form. Ignores null and strings shorter than four characters.</summary>
    public void Add(string? secret)
    {
        if (secret is { Length: >= MinLength })
        {
            _secrets.Add(secret);
            _secrets.Add(Uri.EscapeDataString(secret));
        }
    }

    public string Redact(string text)
    {
        foreach (var secret in _secrets.OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        text = SignedToken().Replace(text, Mask);
        text = PasswordInUri().Replace(text, "$1" + Mask + "@");
        return PasswordInConnectionString().Replace(text, "$1" + Mask);
    }

    // JSON Web Tokens and Supabase secret keys.
    [GeneratedRegex(@"\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?|\bsb_secret_[\w-]+")]
    private static partial Regex SignedToken();

    [GeneratedRegex(@"(\w+://[^\s:/@]*:)[^\s@/]+@")]
    private static partial Regex PasswordInUri();

    [GeneratedRegex("""((?:password|pwd|passfile|ssl\s?password)\s*=\s*)("[^"]*"|'[^']*'|[^;\s]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex PasswordInConnectionString();
}
