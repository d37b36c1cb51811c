using System.Text;

namespace Unified.Media;

/// <summary>Recognizes the names of location tags in movies, as phones and tools spell them.</summary>
internal static class LocationTagName
{
    public const int MaxLength = 256;

    private static readonly string[] Words = ["location", "gps", "latitude", "longitude"];

    public static bool Matches(ReadOnlySpan<byte> name)
    {
        var spelling = Encoding.ASCII.GetString(name);
        return Words.Any(word => spelling.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
