using System.IO.Enumeration;
using System.Runtime.CompilerServices;

namespace Unified.Media.Drivers;

internal sealed partial class FolderObjectStore
{
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var root = _paths.GetBucketFolder(bucket);
        if (!Directory.Exists(root))
        {
            yield break;
        }

        using var files = FolderErrors.Translate(() => EnumerateFiles(root).GetEnumerator());
        while (FolderErrors.Translate(files.MoveNext))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = files.Current;
            var key = Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (key.StartsWith(keyPrefix, StringComparison.Ordinal) && FolderErrors.Translate(() => IsObject(file)))
            {
                yield return Describe(new(bucket, key), file);
            }
        }

        // An async iterator requires an await.
        await Task.CompletedTask.ConfigureAwait(false);
    }

    // Symbolic links are not objects. Their targets are outside the bucket or are listed themselves.
    private static FileSystemEnumerable<FileInfo> EnumerateFiles(string root) =>
        new(
            root,
            (ref entry) => (FileInfo)entry.ToFileSystemInfo(),
            new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => entry.ToFileSystemInfo().LinkTarget is null,
        };

    private static bool IsObject(FileInfo file)
    {
        file.Refresh();
        return file.Exists && file.LinkTarget is null;
    }
}
