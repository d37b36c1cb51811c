using System.CommandLine;
using System.Globalization;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>The command <c>schema export-supabase</c>.</summary>
internal sealed class SchemaExportCommand
{
    private const string TimestampFormat = "yyyyMMddHHmmss";
    private const string Infix = "_unified_media_";

    private readonly Option<bool> _all = new("--all")
    {
        Description = "Write the whole schema for a new database, without a database connection. Add modules with --module",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Folder of the Supabase project's migrations",
        DefaultValueFactory = _ => Path.Combine("supabase", "migrations"),
        HelpName = "folder",
    };

    private readonly Option<string[]> _modules = ModuleOption.ForMany();

    private SchemaExportCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var export = new SchemaExportCommand();
        return binder.Bind(
            new ToolCommand("export-supabase", "Writes the pending steps as migration files for 'supabase db push'. Skips files "
                + "that an earlier export wrote")
            {
                Options = { export._all, export._modules, export._output },
                Examples =
                [
                    ("schema export-supabase", "Writes the steps that the database needs to supabase/migrations."),
                    ("schema export-supabase --all", "Writes the whole schema, without a database connection."),
                ],
            },
            export.ExportAsync);
    }

    private async Task<IReport> ExportAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var modules = context.GetValue(_modules) ?? [];
        var plan = context.GetValue(_all)
            ? MigrationPlan.ForWholeSchema(context.Names, SchemaModules.Find(modules))
            : await context.OpenSchema(modules).PlanAsync(cancellationToken);
        var folder = Path.GetFullPath(context.GetValue(_output)!, context.Process.WorkingDirectory);
        Directory.CreateDirectory(folder);
        var existingFiles = await ReadExportsAsync(folder, cancellationToken);
        var (writtenFiles, unchangedFiles) = (new List<string>(), new List<string>());
        foreach (var file in plan.ToFiles(GetFirstTimestamp(folder, context.Process.Time)))
        {
            // A step stays pending until its exported file has been pushed.
            if (existingFiles.TryGetValue((RemoveTimestamp(file.FileName), file.Text), out var existingName))
            {
                unchangedFiles.Add(existingName);
                continue;
            }

            await File.WriteAllTextAsync(Path.Combine(folder, file.FileName), file.Text, cancellationToken);
            writtenFiles.Add(file.FileName);
        }

        return new SchemaExportReport(folder, writtenFiles, unchangedFiles);
    }

    private static async Task<Dictionary<(string Name, string Text), string>> ReadExportsAsync(string folder, CancellationToken cancellationToken)
    {
        var files = new Dictionary<(string, string), string>();
        foreach (var path in Directory.EnumerateFiles(folder, $"*{Infix}*.sql"))
        {
            files[(RemoveTimestamp(Path.GetFileName(path)), await File.ReadAllTextAsync(path, cancellationToken))] = Path.GetFileName(path);
        }

        return files;
    }

    private static string RemoveTimestamp(string fileName) => fileName[(fileName.IndexOf(Infix, StringComparison.Ordinal) + 1)..];

    // Supabase applies files in the order of their names and rejects one that sorts before an applied file.
    private static DateTimeOffset GetFirstTimestamp(string folder, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var lastTimestamp = Directory.EnumerateFiles(folder, "*.sql")
            .Select(path => Path.GetFileName(path).Split('_')[0])
            .Select(stamp => DateTimeOffset.TryParseExact(
                stamp, TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
                ? parsed
                : DateTimeOffset.MinValue)
            .DefaultIfEmpty(DateTimeOffset.MinValue)
            .Max();
        return lastTimestamp >= now ? lastTimestamp.AddSeconds(1) : now;
    }
}
