using System.CommandLine;
using System.Globalization;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary><c>schema export-supabase</c></summary>
internal sealed class SchemaExportCommand
{
    private const string TimestampFormat = "yyyyMMddHHmmss";
    private const string Infix = "_unified_media_";

    private readonly Option<bool> _all = new("--all")
    {
        Description = "The whole schema, without modules, for a database that has nothing of it; looks at no database",
    };

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The folder of the project's migrations",
        DefaultValueFactory = _ => Path.Combine("supabase", "migrations"),
        HelpName = "folder",
    };

    private readonly Option<string[]> _modules = ModuleOption.ForSeveral();

    private SchemaExportCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var export = new SchemaExportCommand();
        return binding.Bind(
            new ToolCommand("export-supabase", "Writes what 'schema up' would do as files for 'supabase db push'. What was exported "
                + "before is not written again")
            {
                Options = { export._all, export._modules, export._output },
                Examples =
                [
                    ("schema export-supabase", "Writes what the database lacks into supabase/migrations."),
                    ("schema export-supabase --all", "Writes everything, without looking at a database."),
                ],
            },
            export.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var modules = invocation.Get(_modules) ?? [];
        var plan = invocation.Get(_all)
            ? MigrationPlan.ForWholeSchema(invocation.Names, Invocation.ModulesOf(modules))
            : await invocation.OpenSchema(_ => { }, modules).PlanAsync(cancellationToken);
        var folder = Path.GetFullPath(invocation.Get(_output)!, invocation.Surroundings.Folder);
        Directory.CreateDirectory(folder);
        var there = await ReadAsync(folder, cancellationToken);
        var (written, kept) = (new List<string>(), new List<string>());
        foreach (var file in plan.ToFiles(First(folder, invocation.Surroundings.Time)))
        {
            // Files that wait to be pushed are still steps to run for the database.
            if (there.TryGetValue((NameOf(file.FileName), file.Text), out var same))
            {
                kept.Add(same);
                continue;
            }

            await File.WriteAllTextAsync(Path.Combine(folder, file.FileName), file.Text, cancellationToken);
            written.Add(file.FileName);
        }

        return new SchemaExportReport(folder, written, kept);
    }

    private static async Task<Dictionary<(string Name, string Text), string>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var files = new Dictionary<(string, string), string>();
        foreach (var path in Directory.EnumerateFiles(folder, $"*{Infix}*.sql"))
        {
            files[(NameOf(Path.GetFileName(path)), await File.ReadAllTextAsync(path, cancellationToken))] = Path.GetFileName(path);
        }

        return files;
    }

    private static string NameOf(string fileName) => fileName[(fileName.IndexOf(Infix, StringComparison.Ordinal) + 1)..];

    // Supabase runs files in the order of their names, and refuses one that is older than what it has run.
    private static DateTimeOffset First(string folder, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var last = Directory.EnumerateFiles(folder, "*.sql")
            .Select(path => Path.GetFileName(path).Split('_')[0])
            .Select(stamp => DateTimeOffset.TryParseExact(
                stamp, TimestampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
                ? parsed
                : DateTimeOffset.MinValue)
            .DefaultIfEmpty(DateTimeOffset.MinValue)
            .Max();
        return last >= now ? last.AddSeconds(1) : now;
    }
}
