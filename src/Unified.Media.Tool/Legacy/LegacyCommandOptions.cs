using System.CommandLine;
using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The options of <c>legacy run</c> and <c>legacy resume</c>.</summary>
internal sealed class LegacyCommandOptions
{
    public Option<string[]> StorageHosts { get; } = new("--storage-host")
    {
        Description = "Host of your object store, such as abc.supabase.co. URLs with other hosts are external. Repeatable. Default: any host",
        HelpName = "host",
    };

    public Option<bool> NoTriggers { get; } = new("--no-triggers")
    {
        Description = "Do not synchronize concurrent writes by trigger. A final pass migrates them",
    };

    public Option<int?> BatchDuration { get; } = new("--batch-duration")
    {
        Description = "Target duration of a batch, which determines its size. Default: 80",
        CustomParser = ValueParsers.Number(),
        HelpName = "milliseconds",
    };

    public Option<int?> BatchDelay { get; } = new("--batch-delay")
    {
        Description = "Pause after every batch. Default: 0",
        CustomParser = ValueParsers.Number(),
        HelpName = "milliseconds",
    };

    public Option<int?> MaxFailures { get; } = new("--max-failures")
    {
        Description = "Stop when more than this number of rows have failed. Default: 10000",
        CustomParser = ValueParsers.Number(),
        HelpName = "number",
    };

    public IReadOnlyList<Option> All => [StorageHosts, NoTriggers, BatchDuration, BatchDelay, MaxFailures];

    /// <summary>Opens the migration with the options of the command line.</summary>
    public Task<LegacyMigrator> OpenAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var options = new LegacyMigrationOptions { KeepInSync = !context.GetValue(NoTriggers) };
        foreach (var host in context.GetValue(StorageHosts) ?? [])
        {
            options.StorageHosts.Add(host);
        }

        options.TargetBatchDuration = Milliseconds(context.GetSetting(BatchDuration, 10, 10_000)) ?? options.TargetBatchDuration;
        options.BatchDelay = Milliseconds(context.GetSetting(BatchDelay, 0, 600_000)) ?? options.BatchDelay;
        options.MaxFailures = context.GetSetting(MaxFailures, 0, int.MaxValue) ?? options.MaxFailures;
        return OpenAsync(context, options, cancellationToken);
    }

    /// <summary>Opens the migration with default options.</summary>
    public static Task<LegacyMigrator> OpenWithDefaultsAsync(CommandContext context, CancellationToken cancellationToken) =>
        OpenAsync(context, new(), cancellationToken);

    // The migration retries for minutes while the database is unreachable. This connection makes the command fail at once instead.
    private static async Task<LegacyMigrator> OpenAsync(
        CommandContext context, LegacyMigrationOptions options, CancellationToken cancellationToken)
    {
        await (await context.Database.OpenConnectionAsync(cancellationToken)).DisposeAsync();
        return new(context.Database, context.Names, options, context.Process.Time);
    }

    private static TimeSpan? Milliseconds(int? number) => number is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
