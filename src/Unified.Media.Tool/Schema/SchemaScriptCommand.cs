using System.CommandLine;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary><c>schema script</c></summary>
internal sealed class SchemaScriptCommand
{
    private readonly Option<bool> _all = new("--all")
    {
        Description = "The whole schema, without modules, for a database that has nothing of it; looks at no database",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write it to a file and not to the output",
        HelpName = "file",
    };

    private readonly Option<string[]> _modules = ModuleOption.ForSeveral();

    private SchemaScriptCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var script = new SchemaScriptCommand();
        return binding.Bind(
            new ToolCommand("script", "Writes what 'schema up' would do as SQL for psql. The script keeps the journal too")
            {
                Options = { script._all, script._modules, script._output },
                Examples =
                [
                    ("schema script > up.sql", "What this database lacks."),
                    ("schema script --all -o schema.sql", "Everything, for a new database."),
                    ("schema script --all --module legacy", "The same, and what the migration of older tables needs."),
                ],
            },
            script.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var modules = invocation.Get(_modules) ?? [];
        var plan = invocation.Get(_all)
            ? MigrationPlan.ForWholeSchema(invocation.Names, Invocation.ModulesOf(modules))
            : await invocation.OpenSchema(_ => { }, modules).PlanAsync(cancellationToken);
        string[] steps = [.. plan.Steps.Select(step => step.Name)];
        if (invocation.Get(_output) is not { } output)
        {
            return new SchemaScriptReport(steps, null, plan.ToScript());
        }

        var path = Path.GetFullPath(output, invocation.Surroundings.Folder);
        await File.WriteAllTextAsync(path, plan.ToScript(), cancellationToken);
        return new SchemaScriptReport(steps, path, null);
    }
}
