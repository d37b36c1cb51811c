using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary><c>legacy run</c> and <c>legacy resume</c></summary>
internal static class LegacyRunCommand
{
    public static ToolCommand CreateRun(CommandBinding binding) => Create(
        binding,
        "run",
        "Migrates the older tables while the application runs: triggers, batches, sweep, verification, references. Goes on where an "
            + "earlier run ended",
        [
            ("legacy run", "May be cancelled or killed at any moment, and called again."),
            ("legacy run --batch-delay 100 --batch-duration 50", "Takes its time, for a database that is busy."),
        ],
        (migration, progress, cancellationToken) => migration.RunAsync(progress, cancellationToken));

    public static ToolCommand CreateResume(CommandBinding binding) => Create(
        binding,
        "resume",
        "Takes a pause back, and goes on with the run",
        [("legacy resume", "Goes on where 'legacy pause' stopped a run, also one of another machine.")],
        (migration, progress, cancellationToken) => migration.ResumeAsync(progress, cancellationToken));

    private static ToolCommand Create(
        CommandBinding binding,
        string name,
        string description,
        IReadOnlyList<(string Line, string Does)> examples,
        Func<LegacyMigrator, IProgress<LegacyProgress>, CancellationToken, Task<LegacyRunReport>> run)
    {
        var options = new LegacyOptions();
        var command = new ToolCommand(name, description) { Examples = examples };
        foreach (var option in options.All)
        {
            command.Add(option);
        }

        return binding.Bind(command, async (invocation, cancellationToken) =>
        {
            var migration = await options.OpenAsync(invocation, cancellationToken);
            LegacyRunReport? report = null;
            await invocation.Screen.ProgressAsync(async progress =>
                report = await run(migration, new LegacyProgressLines(progress), cancellationToken));
            return new LegacyRunResult(report!);
        });
    }
}
