using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Unified.Media.Drivers;

/// <summary>
/// What has to be on disk before it is promised: a file's bytes, and the folder entry that names it. Windows keeps folder entries by itself.
/// </summary>
internal static partial class DurableFile
{
    private const int ReadOnly = 0;

    /// <summary>A new file for the owner of the process only: media are private until a row says otherwise.</summary>
    public static FileStream Create(string path, long length = 0)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
            PreallocationSize = length,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(path, options);
    }

    public static async Task FlushAsync(string path)
    {
        var file = new FileStream(path, new FileStreamOptions { Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        await using (file.ConfigureAwait(false))
        {
            await Task.Run(() => RandomAccess.FlushToDisk(file.SafeFileHandle)).ConfigureAwait(false);
        }
    }

    /// <summary>Gives a file a new name unless that is taken: in one step, whoever else tries at the same time.</summary>
    /// <exception cref="IOException">The name is taken, or the file system failed.</exception>
    public static void MoveToNewName(string from, string to)
    {
        // On Unix the framework looks first and renames then, and a rename replaces what has come in between. A link never does.
        if (!OperatingSystem.IsWindows() && Link(from, to) == 0)
        {
            File.Delete(from);
        }
        else if (OperatingSystem.IsWindows() || !File.Exists(to))
        {
            // Windows needs no link, and some file systems have none.
            File.Move(from, to, overwrite: false);
        }
        else
        {
            throw new IOException("The name is taken.");
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
    private static partial int Link(string from, string to);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileSync(SafeFileHandle handle);
}
