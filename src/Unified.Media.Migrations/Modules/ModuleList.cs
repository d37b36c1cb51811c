namespace Unified.Media.Migrations;

/// <summary>Builds the list of the modules of a schema, in the order in which their steps run.</summary>
internal static class ModuleList
{
    /// <summary>Returns the core and the given modules. If a module is given twice, it is required if one of the two is required.</summary>
    /// <exception cref="ArgumentException">Two different modules have the same name.</exception>
    public static IReadOnlyList<SchemaModule> WithCore(IEnumerable<SchemaModule>? modules)
    {
        var list = new List<SchemaModule> { SchemaModule.Core };
        foreach (var module in modules ?? [])
        {
            ArgumentNullException.ThrowIfNull(module);
            var index = list.FindIndex(other => other.Name == module.Name);
            if (index < 0)
            {
                list.Add(module);
            }
            else if (!ReferenceEquals(list[index].Steps, module.Steps))
            {
                throw new ArgumentException($"Two modules are named '{module.Name}'.", nameof(modules));
            }
            else if (module.IsRequired)
            {
                list[index] = module;
            }
        }

        return list;
    }
}
