using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// How the PostgreSQL catalog connects and works. Read from the section <c>Postgres</c> of the configuration that the host binds; what code
/// sets wins. Names of schemas and roles are <see cref="UnifiedMediaOptions.PostgresNames"/>.
/// </summary>
public sealed class PostgresCatalogOptions
{
    /// <summary>
    /// The connection string of the application's login: bound by row-level security, a member of the roles of its users.
    /// </summary>
    /// <value>Null: the connection string <see cref="ConnectionName"/> of the host's configuration.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The name of the connection string in the section <c>ConnectionStrings</c> of the host's configuration.</summary>
    /// <value><c>Media</c></value>
    public string ConnectionName { get; set; } = "Media";

    /// <summary>
    /// The application's connections, which the host makes and closes. Wins over <see cref="ConnectionString"/>. Nothing of a call remains on
    /// them, and none of their settings is changed.
    /// </summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>The connection string of the login of the janitor and the sweeper.</summary>
    /// <value>Null: the application's login, which then must be a member of the worker's role.</value>
    public string? WorkerConnectionString { get; set; }

    /// <summary>The same as connections of the host's, which the host closes. Wins over <see cref="WorkerConnectionString"/>.</summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? WorkerDataSource { get; set; }

    /// <summary>The connection string of the login of calls for <see cref="MediaUser.Service"/>.</summary>
    /// <value>Null: the application's login, which then must be a member of the service's role.</value>
    public string? ServiceConnectionString { get; set; }

    /// <summary>The same as connections of the host's, which the host closes. Wins over <see cref="ServiceConnectionString"/>.</summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? ServiceDataSource { get; set; }

    /// <summary>
    /// Whether the server prepares statements that are repeated, on connections that the catalog makes itself. Turn it off behind a pooler in
    /// transaction mode that does not keep prepared statements. A keyword in the connection string wins.
    /// </summary>
    /// <value>True.</value>
    public bool PreparesStatements { get; set; } = true;

    /// <summary>How often a call that failed for a transient reason is retried: 0 to 10.</summary>
    /// <value>3.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// Resolves the owners in the catalog that a user is. One owner is the normal answer; none and several are refused. The database's
    /// policies must agree with it.
    /// </summary>
    /// <value>Null: the database resolves them, from profiles where there are any.</value>
    public Func<Guid, CancellationToken, Task<IReadOnlyList<Guid>>>? ResolveOwners { get; set; }

    /// <summary>How long a user's resolved owner is cached.</summary>
    /// <value>One minute.</value>
    public TimeSpan OwnerLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The source of <see cref="ConnectionString"/> in words, for messages; null where it was set as an option. A field, because the
    /// configuration binder would take a property for a setting.
    /// </summary>
    internal string? ConnectionStringSource;
}
