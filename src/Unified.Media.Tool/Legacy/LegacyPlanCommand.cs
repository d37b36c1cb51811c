using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary>The command <c>legacy plan</c>.</summary>
internal static class LegacyPlanCommand
{
    public static ToolCommand Create(CommandBinder binder)
    {
        var options = new LegacyCommandOptions();
        return binder.Bind(
            new ToolCommand(
                "plan", "Shows what a migration of the legacy tables would do and which rows have problems. Changes nothing")
            {
                Options = { options.StorageHosts },
                Examples =
                [
                    ("legacy plan", "Counts the rows to migrate by table, source, kind and owner."),
                    ("legacy plan --storage-host abcd.supabase.co --json", "Treats URLs with other hosts as external and writes JSON."),
                ],
            },
            async (context, cancellationToken) =>
            {
                var migration = await options.OpenAsync(context, cancellationToken);
                LegacyPlan? plan = null;
                await context.Output.ShowProgressAsync(async progress =>
                    plan = await migration.PlanAsync(new LegacyProgressReporter(progress), cancellationToken));
                return new LegacyPlanResult(plan!);
            });
    }
}
