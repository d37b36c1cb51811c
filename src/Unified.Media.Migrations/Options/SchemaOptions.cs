using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// How a migration connects and how long it waits. Read from the section <c>Migrations</c> of the configuration that the host binds; what code
/// sets wins. Names of schemas and roles are <see cref="UnifiedMediaOptions.PostgresNames"/>.
/// </summary>
public sealed class SchemaOptions
{
    /// <summary>
    /// For <c>MigrateOnStart</c> and <c>AddMigrations</c>: the connection string of a login that may create and alter.
    /// </summary>
    /// <value>Null: the connection string <see cref="ConnectionName"/> of the host's configuration.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The name of the connection string in the section <c>ConnectionStrings</c> of the host's configuration.</summary>
    /// <value><c>MediaOwner</c></value>
    public string ConnectionName { get; set; } = "MediaOwner";

    /// <summary>
    /// For <c>MigrateOnStart</c> and <c>AddMigrations</c>: connections that the host makes and closes. Wins over <see cref="ConnectionString"/>.
    /// </summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>
    /// How long a step waits for a lock before it lets others pass and tries again: everybody who comes later waits behind it. 10 ms to
    /// 1 minute.
    /// </summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a step goes on trying to get its locks; then it fails with <c>migration_locked</c>.</summary>
    public TimeSpan LockWaitTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait for another process that is migrating; then the call fails with <c>migration_busy</c>.</summary>
    public TimeSpan RunnerWaitTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long one statement of a step may take, once it has its locks; zero for no limit. Making indexes is never limited.
    /// </summary>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The source of <see cref="ConnectionString"/> in words, for messages; null where it was set as an option. A field, because the
    /// configuration binder would take a property for a setting.
    /// </summary>
    internal string? ConnectionStringSource;

    internal SchemaOptions Copy() => (SchemaOptions)MemberwiseClone();
}
