using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The commands <c>legacy run</c> and <c>legacy resume</c>.</summary>
internal static class LegacyRunCommand
{
    public static ToolCommand CreateRun(CommandBinder binder) => Create(
        binder,
        "run",
        "Migrates the legacy tables while the application runs: installs triggers, copies rows in batches, verifies the items, and updates "
            + "references to them. Continues an interrupted run",
        [
            ("legacy run", "Migrates all rows. You can cancel it at any time and run it again to continue."),
            ("legacy run --batch-delay 100 --batch-duration 50", "Reduces the load on a busy database."),
        ],
        (migration, progress, cancellationToken) => migration.RunAsync(progress, cancellationToken));

    public static ToolCommand CreateResume(CommandBinder binder) => Create(
        binder,
        "resume",
        "Continues a paused run",
        [("legacy resume", "Continues after 'legacy pause', also on a different machine.")],
        (migration, progress, cancellationToken) => migration.ResumeAsync(progress, cancellationToken));

    private static ToolCommand Create(
        CommandBinder binder,
        string name,
        string description,
        IReadOnlyList<(string Arguments, string Description)> examples,
        Func<LegacyMigrator, IProgress<LegacyProgress>, CancellationToken, Task<LegacyRunReport>> run)
    {
        var options = new LegacyCommandOptions();
        var command = new ToolCommand(name, description) { Examples = examples };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        return binder.Bind(command, async (context, cancellationToken) =>
        {
            var migration = await options.OpenAsync(context, cancellationToken);
            LegacyRunReport? report = null;
            await context.Output.ShowProgressAsync(async progress =>
                report = await run(migration, new LegacyProgressReporter(progress), cancellationToken));
            return new LegacyRunResult(report!);
        });
    }
}
