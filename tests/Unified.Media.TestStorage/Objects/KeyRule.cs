using System.Buffers;
using System.Text;

namespace Unified.Media.TestStorage;

/// <summary>The rules for the names of buckets and objects.</summary>
internal static class KeyRule
{
    public const string EmptyFolder = ".emptyFolderPlaceholder";

    private const string Common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_!.*'() &$=@;:+,?-";
    private const int MaxSegmentBytes = 255;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(Common + "/");
    private static readonly SearchValues<char> BucketCharacters = SearchValues.Create(Common);

    public static void CheckKey(string key)
    {
        if (key.Length == 0 || key.AsSpan().ContainsAnyExcept(KeyCharacters))
        {
            throw Failures.InvalidKey(key);
        }
    }

    /// <summary>Tells whether the file backend rejects a key: it protects its folder, and fails on long segments.</summary>
    public static void CheckFile(string key)
    {
        foreach (var segment in key.Split('/'))
        {
            if (segment is "." or "..")
            {
                throw Failures.InvalidKey($"path of {key} leaves the folder of the bucket");
            }

            if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
            {
                throw Failures.InternalError;
            }
        }
    }

    public static void CheckBucket(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > 100 || name.Trim() != name || name.AsSpan().ContainsAnyExcept(BucketCharacters)
            || name.EndsWith("--table-s3", StringComparison.Ordinal))
        {
            throw Failures.InvalidBucketName;
        }
    }

    public static bool IsEmptyFolder(string key) => key.EndsWith("/" + EmptyFolder, StringComparison.Ordinal) || key == EmptyFolder;
}
