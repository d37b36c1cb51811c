namespace Unified.Media.Migrations;

/// <summary>The modules that one schema knows, in the order in which their steps run.</summary>
internal static class ModuleList
{
    /// <summary>The core and then these. A module that is named twice is required if it is required once.</summary>
    /// <exception cref="ArgumentException">Two different modules have the same name.</exception>
    public static IReadOnlyList<SchemaModule> WithCore(IEnumerable<SchemaModule>? modules)
    {
        var list = new List<SchemaModule> { SchemaModule.Core };
        foreach (var module in modules ?? [])
        {
            ArgumentNullException.ThrowIfNull(module);
            var known = list.FindIndex(other => other.Name == module.Name);
            if (known < 0)
            {
                list.Add(module);
            }
            else if (!ReferenceEquals(list[known].Steps, module.Steps))
            {
                throw new ArgumentException($"Two modules are named '{module.Name}'.", nameof(modules));
            }
            else if (module.IsRequired)
            {
                list[known] = module;
            }
        }

        return list;
    }
}
