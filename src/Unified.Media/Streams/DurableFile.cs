using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Unified.Media;

/// <summary>
/// Flushes files and their directory entries to disk, so that both survive a crash. Windows flushes directory entries by itself.
/// </summary>
internal static partial class DurableFile
{
    private const int ReadOnlyFlag = 0;
    private const long MinPreallocatedLength = 1024 * 1024;
    private const int FileExistsError = 17;

    /// <summary>Creates a file that only the user of the process can read.</summary>
    public static FileStream Create(string path, long length = 0, FileOptions options = FileOptions.None)
    {
        var streamOptions = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | options,
            BufferSize = 0,

            // Preallocation fails early on a full disk. For a small file it costs more than the write.
            PreallocationSize = length < MinPreallocatedLength ? 0 : length,
        };
        if (!OperatingSystem.IsWindows())
        {
            streamOptions.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(path, streamOptions);
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

    /// <summary>Creates a folder and its missing parents and flushes each of them.</summary>
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

    /// <summary>Moves a file without overwriting. Exactly one of several concurrent moves to the same name succeeds.</summary>
    /// <returns>True when the file was moved; false when the new name already exists.</returns>
    public static bool TryMoveWithoutOverwrite(string path, string newPath)
    {
        // File.Move checks first and renames afterwards, so a concurrent move could overwrite. A hard link is created atomically.
        if (!OperatingSystem.IsWindows())
        {
            if (Link(path, newPath) == 0)
            {
                File.Delete(path);
                return true;
            }

            if (Marshal.GetLastPInvokeError() == FileExistsError)
            {
                return false;
            }
        }

        // Windows, and file systems without hard links.
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
            // FileStream cannot open folders.
            using var handle = new SafeFileHandle(Open(folder, ReadOnlyFlag), ownsHandle: true);
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
