using Unified.Media;
using Unified.Media.Drivers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the local folder object store.</summary>
public static class LocalFolderBuilderExtensions
{
    /// <summary>
    /// Keeps objects as files below a folder. The folder is made when it is missing; it needs a file system with atomic renames on one
    /// volume.
    /// Several processes may share it.
    /// </summary>
    public static UnifiedMediaBuilder UseLocalFolder(this UnifiedMediaBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return builder.UseObjectStore(
            nameof(UseLocalFolder), services => new FolderObjectStore(folder, services.GetRequiredService<TimeProvider>()));
    }
}
