using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Unified.Media.Tool;

/// <summary>
/// Reads the names of schemas and roles: options first, then the section <c>Media:PostgresNames</c>, where hosts of the library have them.
/// Names are written into statements as they are, so they are checked here.
/// </summary>
internal static partial class DatabaseNames
{
    private const string Section = "Media:PostgresNames";

    public static PostgresSchemaNames Read(string? schema, string? mediaSchema, IConfiguration settings)
    {
        var section = settings.GetSection(Section);
        var usual = new PostgresSchemaNames();
        return new()
        {
            Schema = Name("--schema", schema ?? section["Schema"], usual.Schema),
            MediaSchema = Name("--media-schema", mediaSchema ?? section["MediaSchema"], usual.MediaSchema),
            AnonymousRole = Name($"{Section}:AnonymousRole", section["AnonymousRole"], usual.AnonymousRole),
            AuthenticatedRole = Name($"{Section}:AuthenticatedRole", section["AuthenticatedRole"], usual.AuthenticatedRole),
            ServiceRole = Name($"{Section}:ServiceRole", section["ServiceRole"], usual.ServiceRole),
            WorkerRole = Name($"{Section}:WorkerRole", section["WorkerRole"], usual.WorkerRole),
            ApplicationRole = Name($"{Section}:ApplicationRole", section["ApplicationRole"], usual.ApplicationRole),
        };
    }

    private static string Name(string setting, string? given, string usual)
    {
        var name = given ?? usual;
        return Identifier().IsMatch(name)
            ? name
            : throw new ToolException(
                "name_unusable", $"The name of {setting} must be a lower-case SQL identifier: a letter or _, then letters, digits and _.");
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex Identifier();
}
