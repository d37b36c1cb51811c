using Unified.Media;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the embedded drivers: an SQLite file as the catalog and a folder as the object store.</summary>
public static class EmbeddedBuilderExtensions
{
    /// <summary>
    /// Stores the catalog and the objects in one folder: the catalog in <c>catalog.db</c>, the objects as files below <c>objects</c>. The folder is
    /// created if it does not exist; it must be on a local disk. To back it up, copy it while no process uses it.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="folder">The folder, such as <c>./media</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty or white space.</exception>
    public static UnifiedMediaBuilder UseEmbedded(this UnifiedMediaBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return builder.UseLocalFolder(Path.Combine(folder, "objects")).UseSqlite(Path.Combine(folder, "catalog.db"));
    }
}
