using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>
/// What schemas and roles are called in this database: options first, then the settings of the section <c>UnifiedMedia:Database</c>.
/// They are written into statements as they are, so they are checked here.
/// </summary>
internal sealed partial record DatabaseNames
{
    public const string Section = "UnifiedMedia:Database";

    private DatabaseNames()
    {
    }

    public string Schema { get; private init; } = "unified_media";

    public string MediaSchema { get; private init; } = "public";

    public string Anon { get; private init; } = "anon";

    public string Authenticated { get; private init; } = "authenticated";

    public string ServiceRole { get; private init; } = "service_role";

    public string Worker { get; private init; } = "unified_media_worker";

    public string App { get; private init; } = "unified_media_app";

    public static DatabaseNames Read(string? schema, string? mediaSchema, IConfiguration settings)
    {
        var section = settings.GetSection(Section);
        var names = new DatabaseNames();
        return names with
        {
            Schema = Name("--schema", schema ?? section["Schema"], names.Schema),
            MediaSchema = Name("--media-schema", mediaSchema ?? section["MediaSchema"], names.MediaSchema),
            Anon = Name($"{Section}:AnonymousRole", section["AnonymousRole"], names.Anon),
            Authenticated = Name($"{Section}:AuthenticatedRole", section["AuthenticatedRole"], names.Authenticated),
            ServiceRole = Name($"{Section}:ServiceRole", section["ServiceRole"], names.ServiceRole),
            Worker = Name($"{Section}:WorkerRole", section["WorkerRole"], names.Worker),
            App = Name($"{Section}:ApplicationRole", section["ApplicationRole"], names.App),
        };
    }

    public SchemaOptions ToOptions() => new()
    {
        Schema = Schema,
        MediaSchema = MediaSchema,
        AnonymousRole = Anon,
        AuthenticatedRole = Authenticated,
        ServiceRole = ServiceRole,
        WorkerRole = Worker,
        ApplicationRole = App,
    };

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
