using Unified.Media;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the drivers that need no service.</summary>
public static class EmbeddedBuilderExtensions
{
    /// <summary>
    /// Keeps everything in one folder: facts in <c>catalog.db</c>, objects as files below <c>objects</c>. The folder is made when it is
    /// absent; it must be on a local disk. To back it up, copy it while no process uses it.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="folder">The folder: <c>./media</c>.</param>
    public static UnifiedMediaBuilder UseEmbedded(this UnifiedMediaBuilder builder, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return builder.UseLocalFolder(Path.Combine(folder, "objects")).UseSqlite(Path.Combine(folder, "catalog.db"));
    }
}
