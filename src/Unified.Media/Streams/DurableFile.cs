using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Unified.Media;

/// <summary>
/// What has to be on disk before it is promised: a file's bytes, and the folder entry that names it. Windows keeps folder entries by
/// itself.
/// </summary>
internal static partial class DurableFile
{
    private const int ReadOnly = 0;
    private const long SmallFile = 1024 * 1024;
    private const int NameIsTaken = 17;

    /// <summary>A new file for the owner of the process only: media are private until a row says otherwise.</summary>
    public static FileStream Create(string path, long length = 0, FileOptions options = FileOptions.None)
    {
        var stream = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | options,
            BufferSize = 0,

            // Fails early on a full disk; for a small file the reservation costs more than the write.
            PreallocationSize = length < SmallFile ? 0 : length,
        };
        if (!OperatingSystem.IsWindows())
        {
            stream.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(path, stream);
    }

    public static async Task FlushAsync(string path)
    {
        var file = new FileStream(path, new FileStreamOptions
        {
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });
        await using (file.ConfigureAwait(false))
        {
            await Task.Run(() => RandomAccess.FlushToDisk(file.SafeFileHandle)).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a folder and its missing parents, each of which is on disk before this returns.</summary>
    public static async Task EnsureFolderAsync(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!;
        await EnsureFolderAsync(parent).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        await FlushFolderAsync(parent).ConfigureAwait(false);
    }

    /// <summary>Moves a file to a name that nothing has; of several that try at once, one succeeds.</summary>
    /// <returns>False when the name is taken: nothing was moved.</returns>
    public static bool TryMoveToFreeName(string path, string newPath)
    {
        // The framework looks first and renames then, so the later of two would replace the earlier. A second name is given or refused in
        // one step.
        if (!OperatingSystem.IsWindows())
        {
            if (Link(path, newPath) == 0)
            {
                File.Delete(path);
                return true;
            }

            if (Marshal.GetLastPInvokeError() == NameIsTaken)
            {
                return false;
            }
        }

        // Windows, and file systems where a file has one name only.
        try
        {
            File.Move(path, newPath, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(newPath))
        {
            return false;
        }
    }

    public static Task FlushFolderAsync(string folder) => OperatingSystem.IsWindows()
        ? Task.CompletedTask
        : Task.Run(() =>
        {
            // The framework opens no folders.
            using var handle = new SafeFileHandle(Open(folder, ReadOnly), ownsHandle: true);
            if (handle.IsInvalid || FileSync(handle) != 0)
            {
                throw new IOException("The folder could not be flushed.", Marshal.GetLastPInvokeError());
            }
        });

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string path, string newPath);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileSync(SafeFileHandle handle);
}
