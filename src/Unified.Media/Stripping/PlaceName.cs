using System.Text;

namespace Unified.Media;

/// <summary>Names of tags in movies that hold a place, as phones and tools spell them.</summary>
internal static class PlaceName
{
    public const int Longest = 256;

    public static bool Matches(ReadOnlySpan<byte> name)
    {
        var spelling = Encoding.ASCII.GetString(name);
        return spelling.Contains("location", StringComparison.OrdinalIgnoreCase) || spelling.Contains("gps", StringComparison.OrdinalIgnoreCase) ||
            spelling.Contains("latitude", StringComparison.OrdinalIgnoreCase) || spelling.Contains("longitude", StringComparison.OrdinalIgnoreCase);
    }
}
