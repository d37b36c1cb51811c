namespace Unified.Media.TestDatabase;

/// <summary>What the schemas and roles are called, in the order of the placeholders of a step.</summary>
public sealed record SchemaNames
{
    /// <summary>The names that hosts get who choose none.</summary>
    public static SchemaNames Usual { get; } = new();

    /// <summary>Not one of them, so that a name that is written out somewhere is found.</summary>
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

    /// <summary>Puts the names in where a statement has placeholders.</summary>
    public string Into(string sql)
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
