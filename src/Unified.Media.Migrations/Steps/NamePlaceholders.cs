namespace Unified.Media.Migrations;

/// <summary>Maps placeholders in steps to the names of schemas and roles.</summary>
internal static class NamePlaceholders
{
    public static IEnumerable<(string Placeholder, string Option, string Value)> ToPlaceholders(this PostgresSchemaNames names) =>
    [
        ("schema", nameof(names.Schema), names.Schema),
        ("media_schema", nameof(names.MediaSchema), names.MediaSchema),
        ("anon", nameof(names.AnonymousRole), names.AnonymousRole),
        ("authenticated", nameof(names.AuthenticatedRole), names.AuthenticatedRole),
        ("service_role", nameof(names.ServiceRole), names.ServiceRole),
        ("worker", nameof(names.WorkerRole), names.WorkerRole),
        ("app", nameof(names.ApplicationRole), names.ApplicationRole),
    ];

    /// <summary>Returns all names as one string, which the journal stores with each step.</summary>
    public static string ToText(this PostgresSchemaNames names) =>
        string.Join(' ', names.ToPlaceholders().Select(name => $"{name.Placeholder}={name.Value}"));
}
