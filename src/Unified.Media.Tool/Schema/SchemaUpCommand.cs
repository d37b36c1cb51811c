using System.CommandLine;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary>The command <c>schema up</c>.</summary>
internal sealed class SchemaUpCommand
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "List the steps that would be applied, without applying them" };

    private readonly Option<int?> _lockTimeout = new("--lock-timeout")
    {
        Description = "Time that a step waits for a lock before it gives way to other sessions and retries, 10 to 60000. Default: 2000",
        CustomParser = ValueParsers.Number(),
        HelpName = "milliseconds",
    };

    private readonly Option<int?> _waitTimeout = new("--wait-timeout")
    {
        Description = "Maximum time to retry for locks (default: 600) and to wait for another migration to end (default: 1800)",
        CustomParser = ValueParsers.Number(),
        HelpName = "seconds",
    };

    private readonly Option<string[]> _modules = ModuleOption.ForMany();

    private SchemaUpCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var up = new SchemaUpCommand();
        return binder.Bind(
            new ToolCommand("up", "Migrates the schema to the version of this tool. Safe to run again after a failure. If several "
                + "processes run it, one migrates and the others wait")
            {
                Options = { up._dryRun, up._modules, up._lockTimeout, up._waitTimeout },
                Examples =
                [
                    ("schema up --dry-run", "Lists the pending steps."),
                    ("schema up", "Applies them. Applications can read and write during the migration."),
                    ("schema up --module legacy", "Applies the legacy module even if the legacy tables do not exist yet."),
                    ("schema up --wait-timeout 30", "Fails after 30 seconds if another session holds a lock or runs a migration."),
                ],
            },
            up.MigrateAsync);
    }

    private async Task<IReport> MigrateAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var schema = context.OpenSchema(context.GetValue(_modules), options => Configure(options, context));
        if (context.GetValue(_dryRun))
        {
            var plan = await schema.PlanAsync(cancellationToken);
            return new SchemaUpReport(
                context.Connection.DisplayName, true, [.. plan.Steps.Select(step => new SchemaUpStep(step.Name, ToWord(step.Kind), null, 0))]);
        }

        MigrationReport? report = null;
        await context.Output.ShowProgressAsync(
            async progress => report = await schema.MigrateAsync(new SchemaProgressReporter(progress), cancellationToken));
        return new SchemaUpReport(
            context.Connection.DisplayName, false,
            [.. report!.Applied.Select(step => new SchemaUpStep(step.Name, ToWord(step.Kind), step.Duration, step.Rows))]);
    }

    private void Configure(SchemaOptions options, CommandContext context)
    {
        if (context.GetSetting(_lockTimeout, 10, 60_000) is { } milliseconds)
        {
            options.LockTimeout = TimeSpan.FromMilliseconds(milliseconds);
        }

        if (context.GetSetting(_waitTimeout, 0, 20 * 24 * 60 * 60) is { } seconds)
        {
            options.LockWaitTimeout = options.RunnerWaitTimeout = TimeSpan.FromSeconds(seconds);
        }
    }

    private static string ToWord(StepKind kind) => $"{kind}".ToLowerInvariant();
}
