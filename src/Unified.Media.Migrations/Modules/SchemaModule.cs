using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Unified.Media.Migrations;

/// <summary>
/// A part of the schema with its own step numbers, for packages that add SQL steps. The module <see cref="Core"/> is always applied. Another
/// module is applied if its <see cref="Condition"/> is true, if it is <see cref="IsRequired"/>, or if it was applied before. All modules
/// share one journal. Immutable.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed partial class SchemaModule
{
    /// <summary>The name of <see cref="Core"/>.</summary>
    public const string CoreName = "core";

    private readonly Lazy<IReadOnlyList<Step>> _steps;

    private SchemaModule(string name, string? condition, bool isRequired, Lazy<IReadOnlyList<Step>> steps)
    {
        Name = name;
        Condition = condition;
        IsRequired = isRequired;
        _steps = steps;
    }

    /// <summary>The schema of the PostgreSQL catalog. Its steps run before those of other modules.</summary>
    public static SchemaModule Core { get; } = new(
        CoreName, null, true, new(() => StepSource.Read(CoreName, typeof(SchemaModule).Assembly)));

    /// <summary>The name: 1 to 30 lower-case letters, digits and '_', starting with a letter. It is stored in the journal.</summary>
    public string Name { get; }

    /// <summary>
    /// An SQL expression that is true in databases that need the module. It must not require a privilege, and can use the placeholders of a
    /// step (<c>{{schema}}</c>, <c>{{media_schema}}</c>). Null if the module is applied only when it is required.
    /// </summary>
    public string? Condition { get; }

    /// <summary>Whether the module is applied in every database, regardless of its condition.</summary>
    public bool IsRequired { get; }

    internal IReadOnlyList<Step> Steps => _steps.Value;

    /// <summary>
    /// Creates a module whose steps are embedded resources of an assembly: <c>Schema/NNNN_name[.kind].sql</c>. The CONTRIBUTING.md of the
    /// repository describes the kinds of steps. The steps are read and validated on first use.
    /// </summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="assembly">The assembly with the steps.</param>
    /// <param name="condition">See <see cref="Condition"/>.</param>
    /// <exception cref="ArgumentException">The name is invalid, or is <c>core</c>.</exception>
    public static SchemaModule FromResources(string name, Assembly assembly, string? condition = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(assembly);
        if (name == CoreName || !PlainName().IsMatch(name))
        {
            throw new ArgumentException(
                $"'{name}' is not a valid module name. Use 1 to 30 lower-case letters, digits and '_', starting with a letter, and not 'core'.",
                nameof(name));
        }

        return new(name, condition, false, new(() => StepSource.Read(name, assembly)));
    }

    /// <summary>Returns a copy of the module that is applied in every database.</summary>
    public SchemaModule AsRequired() => new(Name, Condition, true, _steps);

    /// <summary>Creates a module from the names and texts of its files.</summary>
    /// <exception cref="ArgumentException">A step is invalid.</exception>
    internal static SchemaModule FromFiles(string name, IEnumerable<(string FileName, string Text)> files, string? condition = null)
    {
        var steps = StepSource.Parse(name, files);
        return new(name, condition, name == CoreName, new(() => steps));
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,29}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
