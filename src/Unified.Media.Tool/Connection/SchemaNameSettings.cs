using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Unified.Media.Tool;

/// <summary>
/// Reads the names of schemas and roles: from the options, then from <c>Media:PostgresNames</c>, the section that applications use. Checks
/// every name, because names become part of SQL statements.
/// </summary>
internal static partial class SchemaNameSettings
{
    private const string Section = "Media:PostgresNames";

    public static PostgresSchemaNames Read(string? schema, string? mediaSchema, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var defaults = new PostgresSchemaNames();
        return new()
        {
            Schema = Validate("--schema", schema ?? section["Schema"], defaults.Schema),
            MediaSchema = Validate("--media-schema", mediaSchema ?? section["MediaSchema"], defaults.MediaSchema),
            AnonymousRole = Validate($"{Section}:AnonymousRole", section["AnonymousRole"], defaults.AnonymousRole),
            AuthenticatedRole = Validate($"{Section}:AuthenticatedRole", section["AuthenticatedRole"], defaults.AuthenticatedRole),
            ServiceRole = Validate($"{Section}:ServiceRole", section["ServiceRole"], defaults.ServiceRole),
            WorkerRole = Validate($"{Section}:WorkerRole", section["WorkerRole"], defaults.WorkerRole),
            ApplicationRole = Validate($"{Section}:ApplicationRole", section["ApplicationRole"], defaults.ApplicationRole),
        };
    }

    private static string Validate(string setting, string? configured, string defaultName)
    {
        var name = configured ?? defaultName;
        return Identifier().IsMatch(name)
            ? name
            : throw new ToolException(
                "name_unusable",
                $"The value of {setting} must be a lower-case SQL identifier: a letter or _, then letters, digits or _, at most 63 in all.");
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex Identifier();
}
