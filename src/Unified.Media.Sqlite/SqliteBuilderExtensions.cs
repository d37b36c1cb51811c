using Unified.Media;
using Unified.Media.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the embedded catalog.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>
    /// Keeps facts in an SQLite file. The file and its folder are made when they are absent; the schema is made and upgraded at the start
    /// of the host. Several processes of one machine may share it.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">
    /// The database file: <c>./media/catalog.db</c>. Two more files appear beside it while it is in use. The folder must be on a local
    /// disk:
    /// SQLite's shared memory does not work across machines.
    /// </param>
    public static UnifiedMediaBuilder UseSqlite(this UnifiedMediaBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseCatalog(
            nameof(UseSqlite),
            services => new SqliteMediaCatalog(path, services.GetRequiredService<TimeProvider>()));
    }
}
