using Unified.Media.LegacyMigration;

namespace Unified.Media.Tool;

/// <summary><c>legacy plan</c></summary>
internal static class LegacyPlanCommand
{
    public static ToolCommand Create(CommandBinding binding)
    {
        var options = new LegacyOptions();
        return binding.Bind(
            new ToolCommand(
                "plan", "Says what a migration of the older tables would do, and what is wrong with their rows. Changes nothing")
            {
                Options = { options.StorageHosts },
                Examples =
                [
                    ("legacy plan", "Counts what would become items, by table, source, kind and owner."),
                    ("legacy plan --storage-host abcd.supabase.co --json", "Takes addresses of other hosts for external ones; as a "
                        + "document."),
                ],
            },
            async (invocation, cancellationToken) =>
            {
                var migration = await options.OpenAsync(invocation, cancellationToken);
                LegacyPlan? plan = null;
                await invocation.Screen.ProgressAsync(async progress =>
                    plan = await migration.PlanAsync(new LegacyProgressLines(progress), cancellationToken));
                return new LegacyPlanResult(plan!);
            });
    }
}
