using Unified.Media;
using Unified.Media.Drivers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension method that selects a local folder as the object store.</summary>
public static class LocalFolderBuilderExtensions
{
    /// <summary>
    /// Stores objects as files in a folder, which is created if it does not exist. The whole folder must be on one volume whose file system renames
    /// files atomically. Several processes can share it.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="folder">The path of the folder, such as <c>./media</c>.</param>
    public static UnifiedMediaBuilder UseLocalFolder(this UnifiedMediaBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return builder.UseObjectStore(
            nameof(UseLocalFolder), services => new FolderObjectStore(folder, services.GetRequiredService<TimeProvider>()));
    }
}
