using System.CommandLine;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>The option that names modules of the schema.</summary>
internal static class ModuleOption
{
    /// <summary>For commands that apply modules or write them as scripts.</summary>
    public static Option<string[]> ForSeveral() => new("--module")
    {
        Description = $"Take this module even where the database does not need it: {Names}. May be given again",
        HelpName = "name",
    };

    /// <summary>For commands that name a step by its number.</summary>
    public static Option<string?> ForOne() => new("--module")
    {
        Description = $"Only this module, also the one that a number belongs to: {SchemaModule.CoreName}, {Names}",
        HelpName = "name",
    };

    private static string Names => string.Join(", ", Invocation.Modules.Select(module => module.Name));
}
