namespace Unified.Media.Postgres;

/// <summary>The names of tables, functions and roles as they appear in SQL statements.</summary>
internal sealed class PostgresNames(PostgresSchemaNames names)
{
    public string Schema { get; } = names.Schema;

    public string MediaSchema { get; } = names.MediaSchema;

    public string Media { get; } = $"{names.MediaSchema}.media";

    public string Tags { get; } = $"{names.Schema}.media_tags";

    public string Words { get; } = $"{names.Schema}.media_search";

    public string AnonymousRole { get; } = names.AnonymousRole;

    public string AuthenticatedRole { get; } = names.AuthenticatedRole;

    public string ServiceRole { get; } = names.ServiceRole;

    public string WorkerRole { get; } = names.WorkerRole;

    public string Function(string name) => $"{Schema}.{name}";
}
