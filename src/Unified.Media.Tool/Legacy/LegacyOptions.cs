using System.CommandLine;
using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>How a migration of older tables is to go about its work: what <c>run</c> and <c>resume</c> take.</summary>
internal sealed class LegacyOptions
{
    public Option<string[]> StorageHosts { get; } = new("--storage-host")
    {
        Description = "A host of the project's own object store (abc.supabase.co); addresses of others are external. May be given "
            + "again. Default: any",
        HelpName = "host",
    };

    public Option<bool> NoTriggers { get; } = new("--no-triggers")
    {
        Description = "Do not turn what older programs write meanwhile into items at once; a last pass catches up",
    };

    public Option<int?> BatchDuration { get; } = new("--batch-duration")
    {
        Description = "How long a batch should take; its size follows. Default: 80",
        HelpName = "milliseconds",
    };

    public Option<int?> BatchDelay { get; } = new("--batch-delay")
    {
        Description = "The delay after each batch. Default: 0",
        HelpName = "milliseconds",
    };

    public Option<int?> MaxFailures { get; } = new("--max-failures")
    {
        Description = "More rows than this that fail end the run. Default: 10000",
        HelpName = "number",
    };

    public IReadOnlyList<Option> All => [StorageHosts, NoTriggers, BatchDuration, BatchDelay, MaxFailures];

    /// <summary>The migration with what was typed.</summary>
    public Task<LegacyMigrator> OpenAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var options = new LegacyMigrationOptions { KeepInSync = !invocation.Get(NoTriggers) };
        foreach (var host in invocation.Get(StorageHosts) ?? [])
        {
            options.StorageHosts.Add(host);
        }

        options.TargetBatchDuration = Milliseconds(invocation.Get(BatchDuration)) ?? options.TargetBatchDuration;
        options.BatchDelay = Milliseconds(invocation.Get(BatchDelay)) ?? options.BatchDelay;
        options.MaxFailures = invocation.Get(MaxFailures) ?? options.MaxFailures;
        return OpenAsync(invocation, options, cancellationToken);
    }

    /// <summary>The migration as it is by default.</summary>
    public static Task<LegacyMigrator> OpenPlainAsync(Invocation invocation, CancellationToken cancellationToken) =>
        OpenAsync(invocation, new(), cancellationToken);

    // A migration bears a database that goes away for minutes; one that was never there is better said at once.
    private static async Task<LegacyMigrator> OpenAsync(
        Invocation invocation, LegacyMigrationOptions options, CancellationToken cancellationToken)
    {
        await (await invocation.Database.OpenConnectionAsync(cancellationToken)).DisposeAsync();
        return new(invocation.Database, invocation.Names, options, invocation.Surroundings.Time);
    }

    private static TimeSpan? Milliseconds(int? number) => number is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
