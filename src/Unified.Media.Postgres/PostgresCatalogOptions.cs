using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>How the PostgreSQL catalog works. The defaults fit the schema as the migrations make it.</summary>
public sealed class PostgresCatalogOptions
{
    /// <summary>The schema of the ledger and its functions.</summary>
    public string Schema { get; set; } = "unified_media";

    /// <summary>The schema of the table <c>media</c>.</summary>
    public string MediaSchema { get; set; } = "public";

    /// <summary>The role as which calls for <see cref="MediaUser.Anonymous"/> run.</summary>
    public string AnonymousRole { get; set; } = "anon";

    /// <summary>The role as which calls for users run.</summary>
    public string AuthenticatedRole { get; set; } = "authenticated";

    /// <summary>The role as which calls for <see cref="MediaUser.Service"/> run.</summary>
    public string ServiceRole { get; set; } = "service_role";

    /// <summary>The role as which the janitor and the sweeper work.</summary>
    public string WorkerRole { get; set; } = "unified_media_worker";

    /// <summary>
    /// With which login the janitor and the sweeper work; null for the application's own, which then must be a member of
    /// <see cref="WorkerRole"/>.
    /// </summary>
    public string? WorkerConnectionString { get; set; }

    /// <summary>The same as connections of the host's, which the host closes. Goes before <see cref="WorkerConnectionString"/>.</summary>
    public NpgsqlDataSource? WorkerDataSource { get; set; }

    /// <summary>
    /// With which login calls for <see cref="MediaUser.Service"/> are made; null for the application's own, which then must be a member of
    /// <see cref="ServiceRole"/>.
    /// </summary>
    public string? ServiceConnectionString { get; set; }

    /// <summary>The same as connections of the host's, which the host closes. Goes before <see cref="ServiceConnectionString"/>.</summary>
    public NpgsqlDataSource? ServiceDataSource { get; set; }

    /// <summary>
    /// Whether statements are prepared on the server when they come again, on connections that the catalog makes itself. Turn it off behind
    /// a pooler in transaction mode that does not keep prepared statements. A connection string that says something wins.
    /// </summary>
    public bool PreparesStatements { get; set; } = true;

    /// <summary>How often a call that failed for a transient reason is retried: 0 to 10.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// Tells which owners in the catalog a user is; by default the database does, from profiles where there are any. One owner is the normal
    /// answer; none and several are refused. The database's policies must agree with it.
    /// </summary>
    public Func<Guid, CancellationToken, Task<IReadOnlyList<Guid>>>? ResolveOwners { get; set; }

    /// <summary>For how long an answer about a user's owner is used again.</summary>
    public TimeSpan OwnerLifetime { get; set; } = TimeSpan.FromMinutes(1);
}
