using System.Buffers;
using System.Text;

namespace Unified.Media.TestStorage;

/// <summary>Validates the names of buckets and the keys of objects.</summary>
internal static class NameRules
{
    public const string EmptyFolder = ".emptyFolderPlaceholder";

    private const string Common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_!.*'() &$=@;:+,?-";
    private const int MaxSegmentBytes = 255;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(Common + "/");
    private static readonly SearchValues<char> BucketCharacters = SearchValues.Create(Common);

    public static void ValidateKey(string key)
    {
        if (key.Length == 0 || key.AsSpan().ContainsAnyExcept(KeyCharacters))
        {
            throw StorageErrors.InvalidKey(key);
        }
    }

    /// <summary>Rejects the keys that the file backend of the real server cannot store: those with dot segments or long segments.</summary>
    public static void ValidateFileName(string key)
    {
        foreach (var segment in key.Split('/'))
        {
            if (segment is "." or "..")
            {
                throw StorageErrors.InvalidKey($"path of {key} leaves the folder of the bucket");
            }

            if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
            {
                throw StorageErrors.InternalError;
            }
        }
    }

    public static void ValidateBucketName(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > 100 || name.Trim() != name || name.AsSpan().ContainsAnyExcept(BucketCharacters)
            || name.EndsWith("--table-s3", StringComparison.Ordinal))
        {
            throw StorageErrors.InvalidBucketName;
        }
    }

    public static bool IsEmptyFolder(string key) => key.EndsWith("/" + EmptyFolder, StringComparison.Ordinal) || key == EmptyFolder;
}
