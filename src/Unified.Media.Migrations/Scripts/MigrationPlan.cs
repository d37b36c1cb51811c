using System.Globalization;

namespace Unified.Media.Migrations;

/// <summary>
/// The steps that a migration would apply, which can be exported as scripts for a review or for deployment by other tools. The scripts also
/// write the journal, so that a later migration finds nothing to do.
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

    /// <summary>The steps, in order; empty when the schema is up to date.</summary>
    public IReadOnlyList<PlannedStep> Steps { get; }

    /// <summary>Plans the whole schema, for a database without it. Reads no database.</summary>
    /// <param name="names">Names of schemas and roles; null for the defaults.</param>
    /// <param name="modules">Modules to apply after the core, regardless of their conditions; null for the core alone.</param>
    /// <exception cref="ArgumentException">The names are invalid; the message lists every failure.</exception>
    public static MigrationPlan ForWholeSchema(PostgresSchemaNames? names = null, IEnumerable<SchemaModule>? modules = null) =>
        new([.. ModuleList.WithCore(modules).SelectMany(module => module.Steps)], SchemaOptionsValidator.Validate(names));

    /// <summary>Plans one module, for a database that has the core without this module. Reads no database.</summary>
    /// <param name="module">The module.</param>
    /// <param name="names">Names of schemas and roles; null for the defaults.</param>
    /// <exception cref="ArgumentException">The names are invalid; the message lists every failure.</exception>
    public static MigrationPlan ForModule(SchemaModule module, PostgresSchemaNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        return new(module.Steps, SchemaOptionsValidator.Validate(names));
    }

    /// <summary>
    /// Returns one script for <c>psql -v ON_ERROR_STOP=1 -f script.sql</c>, or another program that sends statements one by one outside a
    /// transaction. The script may be run again after a failure. It takes no lock: run one script at a time.
    /// </summary>
    public string ToScript() => ScriptWriter.WriteScript(_steps, _names);

    /// <summary>
    /// Returns files for <c>supabase db push</c>, which runs each file in a transaction: one that creates the journal, and one per step. Indexes
    /// are therefore not created concurrently, and creating them blocks writers. For a large table in use, migrate with
    /// <see cref="UnifiedMediaSchema"/> or the script of <see cref="ToScript"/> instead.
    /// </summary>
    /// <param name="firstTimestamp">
    /// The timestamp of the first file; each further file is one second later. It must be later than those of all existing files.
    /// </param>
    public IReadOnlyList<ScriptFile> ToFiles(DateTimeOffset firstTimestamp) =>
    [
        .. ScriptWriter.WriteFiles(_steps, _names).Select((file, index) => new ScriptFile
        {
            FileName = string.Create(
                CultureInfo.InvariantCulture, $"{firstTimestamp.UtcDateTime.AddSeconds(index):yyyyMMddHHmmss}_unified_media_{file.Name}.sql"),
            Text = file.Text,
        }),
    ];
}
