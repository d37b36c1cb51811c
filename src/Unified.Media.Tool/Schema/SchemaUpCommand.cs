using System.CommandLine;
using Unified.Media.Migrations;

namespace Unified.Media.Tool;

/// <summary><c>schema up</c></summary>
internal sealed class SchemaUpCommand
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say which steps would be applied" };

    private readonly Option<int?> _lockTimeout = new("--lock-timeout")
    {
        Description = "How long a step waits for a lock before it lets others pass and tries again. Default: 2000",
        HelpName = "milliseconds",
    };

    private readonly Option<int?> _patience = new("--patience")
    {
        Description = "How long to go on trying, for locks and for another tool that is at it. Default: 600 and 1800",
        HelpName = "seconds",
    };

    private readonly Option<string[]> _modules = ModuleOption.ForSeveral();

    private SchemaUpCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var up = new SchemaUpCommand();
        return binding.Bind(
            new ToolCommand("up", "Brings the schema up to date. May be called again after any failure, and by several at once: one "
                + "does it, the others wait")
            {
                Options = { up._dryRun, up._modules, up._lockTimeout, up._patience },
                Examples =
                [
                    ("schema up --dry-run", "Says which steps would be applied."),
                    ("schema up", "Applies them, without keeping anybody from reading or writing for more than a moment."),
                    ("schema up --module legacy", "Prepares the database for older tables that are not there yet."),
                    ("schema up --patience 30", "Gives up after half a minute where somebody holds a lock."),
                ],
            },
            up.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var schema = invocation.OpenSchema(Set(invocation), invocation.Get(_modules) ?? []);
        if (invocation.Get(_dryRun))
        {
            var plan = await schema.PlanAsync(cancellationToken);
            return new SchemaUpReport(
                invocation.Address.Shown, true, [.. plan.Steps.Select(step => new UpLine(step.Name, Word(step.Kind), null, 0))]);
        }

        MigrationReport? report = null;
        await invocation.Screen.ProgressAsync(
            async progress => report = await schema.MigrateAsync(new UpProgress(progress), cancellationToken));
        return new SchemaUpReport(
            invocation.Address.Shown, false,
            [.. report!.Applied.Select(step => new UpLine(step.Name, Word(step.Kind), step.Duration, step.Rows))]);
    }

    private Action<SchemaOptions> Set(Invocation invocation) => options =>
    {
        if (invocation.Get(_lockTimeout) is { } milliseconds)
        {
            options.LockTimeout = TimeSpan.FromMilliseconds(milliseconds);
        }

        if (invocation.Get(_patience) is { } seconds)
        {
            options.LockWaitTimeout = options.RunnerWaitTimeout = TimeSpan.FromSeconds(seconds);
        }
    };

    private static string Word(StepKind kind) => $"{kind}".ToLowerInvariant();
}
