using System.Globalization;

namespace Unified.Media.Migrations;

/// <summary>
/// What a migration would do, also as scripts for whoever must read them before, or may not let a program change the schema. The scripts
/// write the journal too: after them, a migration finds nothing to do.
/// </summary>
public sealed class MigrationPlan
{
    private readonly IReadOnlyList<Step> _steps;
    private readonly PostgresSchemaNames _names;

    internal MigrationPlan(IReadOnlyList<Step> steps, PostgresSchemaNames names)
    {
        _steps = steps;
        _names = names;
        Steps = [.. steps.Select(step => new PlannedStep
        {
            Name = step.Name,
            Kind = step.Kind,
            Sql = Placeholders.Fill(step.Template, names),
        })];
    }

    /// <summary>The steps, in their order; none when there is nothing to do.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; }

    /// <summary>The whole schema, for a database that has nothing of it. Reads no database.</summary>
    /// <param name="names">Names of schemas and roles; null for the defaults.</param>
    /// <param name="modules">Modules to apply after the core; null for the core alone. Conditions are not asked.</param>
    /// <exception cref="ArgumentException">The options break rules; the message names all.</exception>
    public static MigrationPlan ForWholeSchema(PostgresSchemaNames? names = null, IEnumerable<SchemaModule>? modules = null) =>
        new([.. ModuleList.WithCore(modules).SelectMany(module => module.Steps)], SchemaOptionsValidator.Checked(names));

    /// <summary>One module, for a database that has the core but nothing of this module. Reads no database.</summary>
    /// <param name="module">The module.</param>
    /// <param name="names">Names of schemas and roles; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options break rules; the message names all.</exception>
    public static MigrationPlan ForModule(SchemaModule module, PostgresSchemaNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new(module.Steps, SchemaOptionsValidator.Checked(names));
    }

    /// <summary>
    /// One script, for <c>psql</c> and whatever else sends statement by statement: <c>psql -v ON_ERROR_STOP=1 -f script.sql</c>, not within
    /// a transaction. It may be run again after a failure. Only one at a time: a script has no lock.
    /// </summary>
    public string ToScript() => ScriptWriter.Script(_steps, _names);

    /// <summary>
    /// A file per step for <c>supabase db push</c>, which runs each in a transaction. Indexes are therefore not made concurrently: writers
    /// wait meanwhile. On a large table in use, let the runner or the script of <see cref="ToScript"/> make them.
    /// </summary>
    /// <param name="first">The timestamp of the first file; each next one is a second later. Later than all files that are there already.</param>
    public IReadOnlyList<ScriptFile> ToFiles(DateTimeOffset first) =>
    [
        .. ScriptWriter.Files(_steps, _names).Select((file, index) => new ScriptFile
        {
            FileName = string.Create(
                CultureInfo.InvariantCulture, $"{first.UtcDateTime.AddSeconds(index):yyyyMMddHHmmss}_unified_media_{file.Name}.sql"),
            Text = file.Text,
        }),
    ];
}
