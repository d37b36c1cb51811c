using System.Text;

namespace Unified.Media.Drivers;

/// <summary>
/// The way from a location to a file, which never leaves its bucket's folder, and never makes two keys one file: what a file system would
/// read as another path is refused.
/// </summary>
internal sealed class ContainedPath
{
    private const string StagingName = ".staging";
    private const int MaxSegmentBytes = 255;
    private const int MaxKeyBytes = 1_024;

    private readonly string _root;

    public ContainedPath(string root)
    {
        _root = Path.GetFullPath(root);
        StagingFolder = Path.Combine(_root, StagingName);
    }

    public string StagingFolder { get; }

    public string OfBucket(string bucket) => IsSegment(bucket) && !bucket.Equals(StagingName, StringComparison.OrdinalIgnoreCase)
        ? Path.Combine(_root, bucket)
        : throw Invalid("The bucket is not a name that a folder can have.");

    public string Of(ObjectLocation location)
    {
        var folder = OfBucket(location.Bucket);
        var segments = location.Key.Split('/');
        if (!segments.All(IsSegment) || Encoding.UTF8.GetByteCount(location.Key) > MaxKeyBytes)
        {
            throw Invalid("The key is too long, or has a segment that a file cannot have.");
        }

        var path = Path.Combine([folder, .. segments]);

        // The rule above is enough; this stays true even where a platform reads paths in a way we do not know.
        return Path.GetFullPath(path) == path
            && path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !LeadsThroughLink(path, folder)
            ? path
            : throw Invalid("The key leaves its bucket.");
    }

    // A bucket may be a link: operators move buckets to other disks. Below it, nobody but an intruder makes links.
    private static bool LeadsThroughLink(string path, string folder)
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

    private static MediaProviderException Invalid(string message) => new(message, FolderErrors.Provider) { Code = MediaErrorCode.InvalidKey };
}
