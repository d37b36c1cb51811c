using Unified.Media;
using Unified.Media.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the SQLite catalog.</summary>
public static class SqliteBuilderExtensions
{
    /// <summary>
    /// Uses an SQLite file as the catalog. The file and its folder are created if they do not exist; the schema is created and upgraded when
    /// the host starts. Several processes of one machine may share the file. A change that waits longer than 5 seconds for another process fails
    /// with a transient <see cref="MediaProviderException"/>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="path">
    /// The database file, such as <c>./media/catalog.db</c>. While the database is in use, SQLite creates two more files beside it. The file must be
    /// on a local disk, because the shared memory of SQLite does not work across machines.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty or white space.</exception>
    public static UnifiedMediaBuilder UseSqlite(this UnifiedMediaBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseCatalog(
            nameof(UseSqlite),
            services => new SqliteMediaCatalog(path, services.GetRequiredService<TimeProvider>()));
    }
}
