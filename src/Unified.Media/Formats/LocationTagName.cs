using System.Text;

namespace Unified.Media;

/// <summary>Recognizes the names of location tags in movies by words such as "gps", because phones and tools use different names.</summary>
internal static class LocationTagName
{
    public const int MaxLength = 256;

    private static readonly string[] Words = ["location", "gps", "latitude", "longitude"];

    public static bool Matches(ReadOnlySpan<byte> name)
    {
        var text = Encoding.ASCII.GetString(name);
        return Words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
