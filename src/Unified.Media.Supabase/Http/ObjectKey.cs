using System.Buffers;
using System.Text;

namespace Unified.Media.Supabase;

/// <summary>
/// Validates the names of buckets and the keys of objects, and encodes them for URLs. They must be validated before a URL is created, because
/// <see cref="Uri"/> removes dot segments, and the URL would identify another object.
/// </summary>
internal static class ObjectKey
{
    private const int MaxLength = 1_024;
    private const int MaxSegmentLength = 255;
    private const int MaxBucketLength = 100;
    private const string Punctuation = "_!.*'()&$=@;:+,?-";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 " + Punctuation);

    private static readonly SearchValues<char> EscapedCharacters = SearchValues.Create(" ?");

    /// <summary>Determines whether a string contains only characters that keys can contain. Does not check the segments and the length.</summary>
    public static bool HasOnlyKeyCharacters(ReadOnlySpan<char> text)
    {
        foreach (var segment in text.Split('/'))
        {
            if (text[segment].ContainsAnyExcept(NameCharacters))
            {
                return false;
            }
        }

        return true;
    }

    /// <exception cref="MediaProviderException"><c>invalid_key</c>: Storage does not allow the name of the bucket or the key.</exception>
    public static void ThrowIfInvalid(ObjectLocation location)
    {
        if (FindError(location) is { } error)
        {
            throw error;
        }
    }

    /// <summary>Determines whether Storage allows the name of the bucket and the key.</summary>
    public static bool IsValid(ObjectLocation location) => FindError(location) is null;

    /// <summary>Returns the error of an invalid location (<c>invalid_key</c>); null when the location is valid.</summary>
    public static MediaProviderException? FindError(ObjectLocation location)
    {
        if (!IsValidBucket(location.Bucket))
        {
            return InvalidBucket();
        }

        var problem = location.Key.Length > MaxLength ? $"is longer than {MaxLength:N0} characters" : FindProblem(location.Key);
        return problem is null ? null : InvalidKey(problem);
    }

    public static bool IsValidBucket(string name) =>
        name is not ("" or "." or "..") && name.Length <= MaxBucketLength && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <exception cref="MediaProviderException"><c>invalid_key</c>: Storage does not allow the name.</exception>
    public static void ThrowIfInvalidBucket(string bucket)
    {
        if (!IsValidBucket(bucket))
        {
            throw InvalidBucket();
        }
    }

    /// <summary>
    /// Encodes a valid name for the path of a URL. Escapes spaces and question marks only: when Storage signs a URL, it does not decode all escaped
    /// characters, so a signed URL with an escaped <c>&amp;</c>, for example, would be invalid.
    /// </summary>
    public static string Encode(string name)
    {
        if (!name.AsSpan().ContainsAny(EscapedCharacters))
        {
            return name;
        }

        var encoded = new StringBuilder(name.Length + 16);
        foreach (var character in name)
        {
            _ = character switch
            {
                ' ' => encoded.Append("%20"),
                '?' => encoded.Append("%3F"),
                _ => encoded.Append(character),
            };
        }

        return encoded.ToString();
    }

    private static string? FindProblem(ReadOnlySpan<char> key)
    {
        foreach (var range in key.Split('/'))
        {
            var segment = key[range];
            if (segment.IsEmpty || segment is "." or "..")
            {
                return "has a segment that is empty, '.' or '..'";
            }

            if (segment.ContainsAnyExcept(NameCharacters))
            {
                return $"has a character other than ASCII letters, digits, '/', the space and {Punctuation}";
            }

            if (segment.Length > MaxSegmentLength)
            {
                return $"has a segment of more than {MaxSegmentLength} characters";
            }

            // Storage represents an empty folder by an object with this name, and rejects content for it.
            if (segment is ".emptyFolderPlaceholder")
            {
                return "has the reserved segment '.emptyFolderPlaceholder'";
            }
        }

        return null;
    }

    private static MediaProviderException InvalidBucket() =>
        SupabaseErrors.InvalidKey("Supabase Storage does not allow this bucket name.");

    private static MediaProviderException InvalidKey(string problem) =>
        SupabaseErrors.InvalidKey($"Supabase Storage does not allow this key: it {problem}.");
}
