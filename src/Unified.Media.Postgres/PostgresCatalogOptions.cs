using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// Options of the PostgreSQL catalog. They are read from the section <c>Postgres</c> of the configuration that the host binds; code takes
/// precedence. The names of schemas and roles are in <see cref="UnifiedMediaOptions.PostgresNames"/>.
/// </summary>
public sealed class PostgresCatalogOptions
{
    /// <summary>
    /// The connection string of the application's login. The login must be subject to row-level security, and a member of the anonymous and the
    /// authenticated role.
    /// </summary>
    /// <value>Null: the connection string <see cref="ConnectionName"/> of the host's configuration.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The name of the connection string in the section <c>ConnectionStrings</c> of the host's configuration.</summary>
    /// <value><c>Media</c></value>
    public string ConnectionName { get; set; } = "Media";

    /// <summary>
    /// The data source of the application's login, which the host creates and disposes. It takes precedence over <see cref="ConnectionString"/>. All
    /// settings that the catalog changes end with its transaction.
    /// </summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>The connection string of the login that the janitor and the sweeper use.</summary>
    /// <value>Null: the application's login is used, which must be a member of the worker role.</value>
    public string? WorkerConnectionString { get; set; }

    /// <summary>
    /// The data source of the login that the janitor and the sweeper use. The host creates and disposes it. It takes precedence over
    /// <see cref="WorkerConnectionString"/>.
    /// </summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? WorkerDataSource { get; set; }

    /// <summary>The connection string of the login that calls of <see cref="MediaUser.Service"/> use.</summary>
    /// <value>Null: the application's login is used, which must be a member of the service role.</value>
    public string? ServiceConnectionString { get; set; }

    /// <summary>
    /// The data source of the login that calls of <see cref="MediaUser.Service"/> use. The host creates and disposes it. It takes precedence over
    /// <see cref="ServiceConnectionString"/>.
    /// </summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? ServiceDataSource { get; set; }

    /// <summary>
    /// True to prepare repeated statements on connections that the catalog creates. Set the option to false if a pooler in transaction mode does not
    /// support prepared statements. <c>Max Auto Prepare</c> in the connection string takes precedence.
    /// </summary>
    /// <value>True.</value>
    public bool UsePreparedStatements { get; set; } = true;

    /// <summary>The maximum number of retries after a transient failure; between 0 and 10.</summary>
    /// <value>3.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// Returns the owner ids that belong to a login id, normally one. If it returns none, the user can only read public items, and all other calls
    /// fail with <c>owner_unknown</c>. If it returns several, every call fails with <c>owner_ambiguous</c>. The policies of the database must map
    /// logins to owners in the same way. The function may be called concurrently.
    /// </summary>
    /// <value>Null: the database returns the profiles of the login if it has the table <c>users_profile</c>, otherwise the login id.</value>
    public Func<Guid, CancellationToken, Task<IReadOnlyList<Guid>>>? ResolveOwners { get; set; }

    /// <summary>The time for which the owner id of a user is cached. Zero disables the cache; a negative time is invalid.</summary>
    /// <value>One minute.</value>
    public TimeSpan OwnerCacheDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A description of the source of <see cref="ConnectionString"/> for messages; null if the string was set as an option. It is a field, because
    /// the configuration binder binds properties.
    /// </summary>
    internal string? ConnectionStringSource;
}
