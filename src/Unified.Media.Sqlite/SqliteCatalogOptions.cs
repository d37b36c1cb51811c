namespace Unified.Media.Sqlite;

/// <summary>Where the embedded catalog is kept.</summary>
public sealed class SqliteCatalogOptions
{
    /// <summary>
    /// The database file: <c>./media/catalog.db</c>. The file and its folder are made when they are absent; two more files appear beside it
    /// while it is in use. The folder must be on a local disk: SQLite's shared memory does not work across machines.
    /// </summary>
    public string Path { get; set; } = "";
}
