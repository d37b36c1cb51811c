using System.CommandLine;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>The command <c>schema script</c>.</summary>
internal sealed class SchemaScriptCommand
{
    private readonly Option<bool> _all = new("--all")
    {
        Description = "Write the whole schema for a new database, without a database connection. Add modules with --module",
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Write the script to this file instead of stdout",
        HelpName = "file",
    };

    private readonly Option<string[]> _modules = ModuleOption.ForMany();

    private SchemaScriptCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var script = new SchemaScriptCommand();
        return binder.Bind(
            new ToolCommand("script", "Writes the pending steps as an SQL script for psql. The script also records them in the journal")
            {
                Options = { script._all, script._modules, script._output },
                Examples =
                [
                    ("schema script > up.sql", "Writes the steps that the database needs."),
                    ("schema script --all -o schema.sql", "Writes the whole schema, for a new database."),
                    ("schema script --all --module legacy", "Includes the module for the legacy migration."),
                ],
            },
            script.WriteAsync);
    }

    private async Task<IReport> WriteAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var modules = context.GetValue(_modules) ?? [];
        var plan = context.GetValue(_all)
            ? MigrationPlan.ForWholeSchema(context.Names, SchemaModules.Find(modules))
            : await context.OpenSchema(modules).PlanAsync(cancellationToken);
        string[] steps = [.. plan.Steps.Select(step => step.Name)];
        if (context.GetValue(_output) is not { } output)
        {
            return new SchemaScriptReport(steps, null, plan.ToScript());
        }

        var path = Path.GetFullPath(output, context.Process.WorkingDirectory);
        await File.WriteAllTextAsync(path, plan.ToScript(), cancellationToken);
        return new SchemaScriptReport(steps, path, null);
    }
}
