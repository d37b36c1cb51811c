using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// Options of the PostgreSQL catalog. They are read from the section <c>Postgres</c> of the configuration that the host binds; code takes
/// precedence. The names of schemas and roles are in <see cref="UnifiedMediaOptions.PostgresNames"/>.
/// </summary>
public sealed class PostgresCatalogOptions
{
    /// <summary>
    /// The connection string of the application's login, which is subject to row-level security and a member of the roles of its users.
    /// </summary>
    /// <value>Null: the connection string <see cref="ConnectionName"/> of the host's configuration.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The name of the connection string in the section <c>ConnectionStrings</c> of the host's configuration.</summary>
    /// <value><c>Media</c></value>
    public string ConnectionName { get; set; } = "Media";

    /// <summary>
    /// The application's connections, which the host creates and disposes. Takes precedence over <see cref="ConnectionString"/>. The catalog
    /// changes no settings of a connection beyond its own transaction.
    /// </summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>The connection string of the login of the janitor and the sweeper.</summary>
    /// <value>Null: the application's login, which then must be a member of the worker's role.</value>
    public string? WorkerConnectionString { get; set; }

    /// <summary>
    /// The connections of the janitor and the sweeper, which the host creates and disposes. Takes precedence over
    /// <see cref="WorkerConnectionString"/>.
    /// </summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? WorkerDataSource { get; set; }

    /// <summary>The connection string of the login of calls for <see cref="MediaUser.Service"/>.</summary>
    /// <value>Null: the application's login, which then must be a member of the service's role.</value>
    public string? ServiceConnectionString { get; set; }

    /// <summary>
    /// The connections of calls for <see cref="MediaUser.Service"/>, which the host creates and disposes. Takes precedence over
    /// <see cref="ServiceConnectionString"/>.
    /// </summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? ServiceDataSource { get; set; }

    /// <summary>
    /// Whether repeated statements are prepared, on connections that the catalog creates. Set it to false behind a pooler in transaction mode
    /// that does not support prepared statements. <c>Max Auto Prepare</c> in the connection string takes precedence.
    /// </summary>
    /// <value>True.</value>
    public bool UsePreparedStatements { get; set; } = true;

    /// <summary>The maximum number of retries after a transient failure: 0 to 10.</summary>
    /// <value>3.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// Returns the owner ids that belong to a login id, normally one. Without an owner, a user can only read public items of others; other calls
    /// fail with <c>owner_unknown</c>. With several, every call fails with <c>owner_ambiguous</c>. The policies of the database must use the same
    /// mapping. May be called concurrently.
    /// </summary>
    /// <value>Null: the database returns the profiles of the login if it has the table <c>users_profile</c>, otherwise the login id.</value>
    public Func<Guid, CancellationToken, Task<IReadOnlyList<Guid>>>? ResolveOwners { get; set; }

    /// <summary>The time for which the owner of a user is cached. Zero disables the cache; a negative time is invalid.</summary>
    /// <value>One minute.</value>
    public TimeSpan OwnerCacheDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The source of <see cref="ConnectionString"/> in words, for messages; null if it was set as an option. A field, because the
    /// configuration binder would take a property for a setting.
    /// </summary>
    internal string? ConnectionStringSource;
}
