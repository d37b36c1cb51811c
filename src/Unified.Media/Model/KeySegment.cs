using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Unified.Media;

/// <summary>
/// How a user is spelled in object keys: a path segment that every object store and every file system keeps as it is, also those that
/// fold letter case.
/// </summary>
internal static class KeySegment
{
    private const int MaxLength = 64;
    private const string DigestPrefix = "h-";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");

    public static bool IsValid(string segment) =>
        segment is { Length: > 0 and <= MaxLength } && !segment.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>The id itself where it is a segment; else a digest, so that ids which differ in letter case only stay apart.</summary>
    public static string Of(OwnerId owner)
    {
        var id = owner.ToString();
        return IsValid(id) && !id.StartsWith(DigestPrefix, StringComparison.Ordinal)
            ? id
            : DigestPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
    }
}
