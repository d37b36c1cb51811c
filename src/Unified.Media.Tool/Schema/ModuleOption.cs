using System.CommandLine;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>The option <c>--module</c>, which names modules of the schema.</summary>
internal static class ModuleOption
{
    /// <summary>Creates the option for commands that apply modules or write them as SQL.</summary>
    public static Option<string[]> ForMany() => new("--module")
    {
        Description = $"Include this module even if the database does not need it: {Names}. Repeatable",
        HelpName = "name",
    };

    /// <summary>Creates the option for commands that identify a step by its number.</summary>
    public static Option<string?> ForOne() => new("--module")
    {
        Description = $"Only steps of this module: {SchemaModule.CoreName}, {Names}",
        HelpName = "name",
    };

    private static string Names => string.Join(", ", SchemaModules.Optional.Select(module => module.Name));
}
