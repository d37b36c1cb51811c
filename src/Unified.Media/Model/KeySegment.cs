using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Unified.Media;

/// <summary>
/// The path segment of a user in object keys. Every object store and file system accepts it unchanged, including case-insensitive ones.
/// </summary>
internal static class KeySegment
{
    private const int MaxLength = 64;
    private const string DigestPrefix = "h-";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");

    public static bool IsValid(string segment) =>
        segment is { Length: > 0 and <= MaxLength } && !segment.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>
    /// Returns the id if it is a valid segment, else a hash of it. Ids that differ in letter case only get different segments.
    /// </summary>
    public static string Of(OwnerId owner)
    {
        var id = owner.ToString();
        return IsValid(id) && !id.StartsWith(DigestPrefix, StringComparison.Ordinal)
            ? id
            : DigestPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
    }
}
