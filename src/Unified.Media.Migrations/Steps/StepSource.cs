using System.Reflection;

namespace Unified.Media.Migrations;

/// <summary>Reads the steps of a module and validates them before any of them runs.</summary>
internal static class StepSource
{
    private const string ResourcePrefix = "Schema/";

    /// <summary>Returns the steps of the files, in order.</summary>
    /// <exception cref="ArgumentException">A file name is invalid, two steps have the same number, or a placeholder is unknown.</exception>
    public static IReadOnlyList<Step> Parse(string module, IEnumerable<(string FileName, string Text)> files)
    {
        Step[] steps = [.. files.Select(file => StepFile.Parse(module, file.FileName, file.Text)).OrderBy(step => step.Number)];
        foreach (var (step, next) in steps.Zip(steps.Skip(1)))
        {
            if (step.Number == next.Number)
            {
                throw new ArgumentException($"The steps '{step.Name}' and '{next.Name}' have the same number.");
            }
        }

        foreach (var step in steps)
        {
            Placeholders.Validate(step);
        }

        return steps;
    }

    /// <summary>Returns the steps that are embedded in an assembly.</summary>
    /// <exception cref="ArgumentException">There are no steps, or a step is invalid.</exception>
    public static IReadOnlyList<Step> Read(string module, Assembly assembly)
    {
        var steps = Parse(
            module,
            assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (name[ResourcePrefix.Length..], reader.ReadToEnd());
            }));
        return steps.Count > 0
            ? steps
            : throw new ArgumentException($"{assembly.GetName().Name} "
                + $"has no embedded resource {ResourcePrefix}NNNN_name.sql for the module '{module}'.");
    }
}
