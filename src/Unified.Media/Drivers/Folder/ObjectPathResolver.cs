using System.Text;

namespace Unified.Media.Drivers;

/// <summary>
/// Converts locations to file paths. A path never leaves the folder of its bucket, and different keys never share a file: keys that a file
/// system would interpret as another path are rejected.
/// </summary>
internal sealed class ObjectPathResolver
{
    private const string StagingName = ".staging";
    private const int MaxSegmentBytes = 255;
    private const int MaxKeyBytes = 1_024;

    private readonly string _root;

    public ObjectPathResolver(string root)
    {
        _root = Path.GetFullPath(root);
        StagingFolder = Path.Combine(_root, StagingName);
    }

    public string StagingFolder { get; }

    public string GetBucketFolder(string bucket) => IsSegment(bucket) && !bucket.Equals(StagingName, StringComparison.OrdinalIgnoreCase)
        ? Path.Combine(_root, bucket)
        : throw InvalidKeyException("The bucket is not a valid folder name.");

    public string GetFilePath(ObjectLocation location)
    {
        var folder = GetBucketFolder(location.Bucket);
        var segments = location.Key.Split('/');
        if (!segments.All(IsSegment) || Encoding.UTF8.GetByteCount(location.Key) > MaxKeyBytes)
        {
            throw InvalidKeyException("The key is too long, or one of its segments is not a valid file name.");
        }

        var path = Path.Combine([folder, .. segments]);

        // A second check, in case the platform interprets the path in an unexpected way.
        return Path.GetFullPath(path) == path
            && path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !ContainsSymbolicLink(path, folder)
            ? path
            : throw InvalidKeyException("The key leads outside its bucket.");
    }

    // A bucket may be a symbolic link, so that it can be on another disk. Links below it are rejected.
    private static bool ContainsSymbolicLink(string path, string folder)
    {
        for (var part = path; part.Length > folder.Length; part = Path.GetDirectoryName(part)!)
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSegment(string segment) =>
        segment.Length > 0
        && segment is not "." and not ".."
        && segment.IndexOfAny(['/', '\\', '\0', ':']) < 0
        && !segment.Any(char.IsControl)
        && UnicodeText.IsWellFormed(segment)
        && Encoding.UTF8.GetByteCount(segment) <= MaxSegmentBytes
        && (!OperatingSystem.IsWindows() || (segment[^1] is not '.' and not ' ' && segment.IndexOfAny(Path.GetInvalidFileNameChars()) < 0));

    private static MediaProviderException InvalidKeyException(string message) =>
        new(message, FolderErrors.Provider) { Code = MediaErrorCode.InvalidKey };
}
