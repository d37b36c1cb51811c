namespace Unified.Media.Migrations;

/// <summary>
/// Names of schemas and roles, and how patient a migration is. Names are plain: lower-case letters, digits and '_', not beginning with a
/// digit, at most 63. They must be those of the catalog's options, and cannot be changed afterwards.
/// </summary>
public sealed class SchemaOptions
{
    /// <summary>The schema of the ledger, of its functions and of the migrations' journal.</summary>
    public string Schema { get; set; } = "unified_media";

    /// <summary>The schema of the table <c>media</c>.</summary>
    public string MediaSchema { get; set; } = "public";

    /// <summary>The role as which statements for users without a login run.</summary>
    public string AnonymousRole { get; set; } = "anon";

    /// <summary>The role as which statements for users run.</summary>
    public string AuthenticatedRole { get; set; } = "authenticated";

    /// <summary>The role as which statements for the application itself run.</summary>
    public string ServiceRole { get; set; } = "service_role";

    /// <summary>The role of the janitor, the sweeper and the migration of older rows.</summary>
    public string WorkerRole { get; set; } = "unified_media_worker";

    /// <summary>The role with which the application logs in.</summary>
    public string ApplicationRole { get; set; } = "unified_media_app";

    /// <summary>
    /// How long a step waits for a lock before it lets others pass and tries again: everybody who comes later waits behind it. 10 ms to
    /// 1 minute.
    /// </summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a step goes on trying to get its locks; then it fails with <c>migration_locked</c>.</summary>
    public TimeSpan LockPatience { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait for another process that is migrating; then the call fails with <c>migration_busy</c>.</summary>
    public TimeSpan RunnerPatience { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long one statement of a step may take, once it has its locks; zero for no limit. Making indexes is never limited.
    /// </summary>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromMinutes(30);
}
