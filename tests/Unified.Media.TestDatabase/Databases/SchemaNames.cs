namespace Unified.Media.TestDatabase;

/// <summary>The names of the schemas and roles that replace the placeholders of a schema step.</summary>
public sealed record SchemaNames
{
    /// <summary>The default names.</summary>
    public static SchemaNames Default { get; } = new();

    /// <summary>Names that differ from all default names, so that tests find names that are hard-coded.</summary>
    public static SchemaNames Other { get; } = new()
    {
        Schema = "um",
        MediaSchema = "app",
        Anonymous = "umt_guest",
        Authenticated = "umt_member",
        Service = "umt_backend",
        Worker = "umt_janitor",
        Application = "umt_site",
    };

    public string Schema { get; init; } = "unified_media";

    public string MediaSchema { get; init; } = "public";

    public string Anonymous { get; init; } = "anon";

    public string Authenticated { get; init; } = "authenticated";

    public string Service { get; init; } = "service_role";

    public string Worker { get; init; } = "unified_media_worker";

    public string Application { get; init; } = "unified_media_app";

    /// <summary>All roles.</summary>
    public IReadOnlyList<string> Roles => [Anonymous, Authenticated, Service, Worker, Application];

    /// <summary>Returns the SQL with its placeholders, such as <c>{{schema}}</c>, replaced by the names.</summary>
    public string ReplacePlaceholders(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        return sql
            .Replace("{{schema}}", Schema, StringComparison.Ordinal)
            .Replace("{{media_schema}}", MediaSchema, StringComparison.Ordinal)
            .Replace("{{anon}}", Anonymous, StringComparison.Ordinal)
            .Replace("{{authenticated}}", Authenticated, StringComparison.Ordinal)
            .Replace("{{service_role}}", Service, StringComparison.Ordinal)
            .Replace("{{worker}}", Worker, StringComparison.Ordinal)
            .Replace("{{app}}", Application, StringComparison.Ordinal);
    }
}
