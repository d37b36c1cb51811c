using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Connection settings and timeouts of migrations. They are read from the section <c>Migrations</c> of the bound configuration; values that
/// code sets override it. The names of schemas and roles are in <see cref="UnifiedMediaOptions.PostgresNames"/>.
/// </summary>
public sealed class SchemaOptions
{
    /// <summary>
    /// The connection string of a login that may create and alter tables. Used by <c>MigrateOnStart</c> and <c>AddMigrations</c>.
    /// </summary>
    /// <value>Null: the connection string named <see cref="ConnectionName"/> of the host's configuration is used.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The name of the connection string in the section <c>ConnectionStrings</c> of the host's configuration.</summary>
    /// <value><c>MediaOwner</c></value>
    public string ConnectionName { get; set; } = "MediaOwner";

    /// <summary>
    /// A data source that the host disposes. Overrides <see cref="ConnectionString"/>. Used by <c>MigrateOnStart</c> and <c>AddMigrations</c>.
    /// </summary>
    /// <value>Null.</value>
    public NpgsqlDataSource? DataSource { get; set; }

    /// <summary>
    /// The time that a step waits for a lock before it gives way to other sessions and is retried, from 10 ms to 1 minute. Other sessions queue
    /// behind the waiting step.
    /// </summary>
    /// <value>2 seconds.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The time during which a step retries to acquire its locks; it then fails with <c>migration_locked</c>. At most 20 days.</summary>
    /// <value>10 minutes.</value>
    public TimeSpan LockWaitTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The time to wait for another process that is migrating; the migration then fails with <c>migration_busy</c>. At most 20 days.
    /// </summary>
    /// <value>30 minutes.</value>
    public TimeSpan RunnerWaitTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The maximum duration of a statement of a step, at most 20 days; zero for no limit. Creating indexes is never limited.
    /// </summary>
    /// <value>30 minutes.</value>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Describes the source of <see cref="ConnectionString"/> for messages; null if it was set as an option. A field, because the configuration
    /// binder would bind a property.
    /// </summary>
    internal string? ConnectionStringSource;

    internal SchemaOptions Copy() => (SchemaOptions)MemberwiseClone();
}
