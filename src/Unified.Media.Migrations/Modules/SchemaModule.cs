using System.ComponentModel;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Unified.Media.Migrations;

/// <summary>
/// A part of the schema with step numbers of its own. The module <see cref="Core"/> is always applied. Any other module is applied where its
/// <see cref="Condition"/> holds, where it is <see cref="IsRequired"/>, and where it was applied before. For authors of packages that bring
/// SQL steps; the steps of all modules share one journal. Immutable.
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

    /// <summary>The schema of the PostgreSQL catalog. It runs before every other module.</summary>
    public static SchemaModule Core { get; } = new(
        CoreName, null, true, new(() => StepSource.Read(CoreName, typeof(SchemaModule).Assembly)));

    /// <summary>The name: 1 to 30 lower-case letters, digits and '_', beginning with a letter. The journal keeps it.</summary>
    public string Name { get; }

    /// <summary>
    /// An SQL expression that is true in databases that need the module. It must not need a right, and may use the placeholders of a step
    /// (<c>{{schema}}</c>, <c>{{media_schema}}</c>). Null: the module is applied on request only.
    /// </summary>
    public string? Condition { get; }

    /// <summary>Whether the module is applied in every database, whatever its condition says.</summary>
    public bool IsRequired { get; }

    internal IReadOnlyList<Step> Steps => _steps.Value;

    /// <summary>
    /// A module whose steps are embedded resources of an assembly: <c>Schema/NNNN_name[.kind].sql</c>. CONTRIBUTING.md of the repository
    /// describes the kinds of steps. The steps are read and checked when they are needed first.
    /// </summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="assembly">The assembly with the steps.</param>
    /// <param name="condition">See <see cref="Condition"/>.</param>
    /// <exception cref="ArgumentException">The name breaks its rule, or is <c>core</c>.</exception>
    public static SchemaModule FromResources(string name, Assembly assembly, string? condition = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(assembly);
        if (name == CoreName || !PlainName().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' cannot name a module: 1 to 30 lower-case letters, digits and '_', not 'core'.", nameof(name));
        }

        return new(name, condition, false, new(() => StepSource.Read(name, assembly)));
    }

    /// <summary>Returns the same module, applied in every database.</summary>
    public SchemaModule AsRequired() => new(Name, Condition, true, _steps);

    /// <summary>A module of these files: names and texts.</summary>
    /// <exception cref="ArgumentException">A step breaks a rule.</exception>
    internal static SchemaModule FromFiles(string name, IEnumerable<(string FileName, string Text)> files, string? condition = null)
    {
        var steps = StepSource.Parse(name, files);
        return new(name, condition, name == CoreName, new(() => steps));
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,29}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
