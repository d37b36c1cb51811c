using System.Buffers;
using System.Text;

namespace Unified.Media.Supabase;

/// <summary>
/// Which names Storage takes, and how they are written into addresses. Checked before an address is made of them: <see cref="Uri"/> takes
/// dot segments out, and a key would silently be another object's.
/// </summary>
internal static class ObjectKey
{
    private const int MaxBytes = 1_024;
    private const int MaxSegmentBytes = 255;
    private const int MaxBucketLength = 100;
    private const string Punctuation = "_!.*'()&$=@;:+,?-";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 " + Punctuation);

    private static readonly SearchValues<char> Escaped = SearchValues.Create(" ?");

    /// <summary>True for text that can stand in a key; dot segments and empty ones are no matter here.</summary>
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

    /// <exception cref="MediaProviderException"><c>invalid_key</c></exception>
    public static void Require(ObjectLocation location)
    {
        if (Check(location) is { } error)
        {
            throw error;
        }
    }

    /// <summary>Tells whether Storage can have such an object.</summary>
    public static bool IsPossible(ObjectLocation location) => Check(location) is null;

    /// <summary>Returns the reason why Storage cannot have such an object (<c>invalid_key</c>); null when it can.</summary>
    public static MediaProviderException? Check(ObjectLocation location)
    {
        if (!IsBucket(location.Bucket))
        {
            return InvalidBucket();
        }

        return location.Key.Length > MaxBytes || Broken(location.Key) is not null
            ? Invalid(Broken(location.Key) ?? $"is longer than {MaxBytes:N0} characters")
            : null;
    }

    public static bool IsBucket(string name) =>
        name is not ("" or "." or "..") && name.Length <= MaxBucketLength && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <exception cref="MediaProviderException"><c>invalid_key</c></exception>
    public static void RequireBucket(string bucket)
    {
        if (!IsBucket(bucket))
        {
            throw InvalidBucket();
        }
    }

    /// <summary>
    /// A valid name as it stands in a path. Everything but the space and the question mark stays as it is: Storage signs what it receives
    /// half decoded, and an escaped <c>&amp;</c> would never verify.
    /// </summary>
    public static string Encode(string name)
    {
        if (!name.AsSpan().ContainsAny(Escaped))
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

    private static string? Broken(ReadOnlySpan<char> key)
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

            if (segment.Length > MaxSegmentBytes)
            {
                return $"has a segment of more than {MaxSegmentBytes} characters";
            }

            // Storage keeps this name for folders without objects, and takes no content under it.
            if (segment is ".emptyFolderPlaceholder")
            {
                return "has a segment that Storage keeps for itself";
            }
        }

        return null;
    }

    private static MediaProviderException InvalidBucket() =>
        new("Supabase Storage cannot have a bucket of this name.", SupabaseErrors.Provider) { Code = MediaErrorCode.InvalidKey };

    private static MediaProviderException Invalid(string why) =>
        new($"Supabase Storage cannot hold this key: it {why}.", SupabaseErrors.Provider) { Code = MediaErrorCode.InvalidKey };
}
