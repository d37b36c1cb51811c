using Unified.Media.LegacyMigration;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>The optional schema modules of the tool.</summary>
internal static class SchemaModules
{
    /// <summary>The modules. <c>schema up</c> applies each of them to the databases that need it.</summary>
    public static IReadOnlyList<SchemaModule> Optional { get; } = [LegacySchema.Module];

    /// <summary>Finds modules by name and marks them as required, so that they are always applied. Skips the name of the core.</summary>
    /// <exception cref="ToolException">A name is unknown.</exception>
    public static IEnumerable<SchemaModule> Find(IEnumerable<string> names) => names
        .Where(name => name != SchemaModule.CoreName)
        .Select(name => Optional.FirstOrDefault(module => module.Name == name)?.AsRequired() ?? throw new ToolException(
            "module_unknown", $"The module '{name}' does not exist.",
            $"Modules: {SchemaModule.CoreName}, {string.Join(", ", Optional.Select(module => module.Name))}."));
}
