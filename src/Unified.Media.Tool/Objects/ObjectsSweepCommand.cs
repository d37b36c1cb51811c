using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tool;

/// <summary><c>objects sweep</c></summary>
internal sealed class ObjectsSweepCommand
{
    private const int MostNamed = 1000;

    private readonly ObjectStoreOptions _stores = new();

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only say what would be erased" };

    private readonly Option<bool> _many = new("--confirm-many")
    {
        Description = "Erase also when there is suspiciously much of it: more than 100 objects and more than 1 % of all",
    };

    private ObjectsSweepCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var sweep = new ObjectsSweepCommand();
        return binding.Bind(
            new ToolCommand("sweep", "Finishes what crashes left unfinished, then erases objects that no ledger row names")
            {
                Options = { sweep._stores.Folder, sweep._dryRun, sweep._many },
                Examples =
                [
                    ("objects sweep --dry-run --folder ./media/objects", "Lists what would be erased below a folder."),
                    ("objects sweep --yes", "Erases it in Supabase Storage without asking."),
                ],
            },
            sweep.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        await using var services = _stores.Open(invocation);
        var sweeper = services.GetRequiredService<IMediaSweeper>();
        var dryRun = invocation.Get(_dryRun);
        var finished = 0;
        var plan = new SweepPlan { Scanned = 0, Unreferenced = [] };
        await invocation.Screen.ProgressAsync(async progress =>
        {
            if (!dryRun)
            {
                progress.Show("finishing", 0, null, "objects");
                finished = (await services.GetRequiredService<IMediaJanitor>().RunAsync(cancellationToken)).Deleted;
                progress.Show("finishing", finished, finished, "objects");
            }

            progress.Show("looking", 0, null, "objects");
            plan = await sweeper.PlanAsync(cancellationToken);
            progress.Show("looking", plan.Scanned, plan.Scanned, "objects");
        });
        var erased = 0;
        if (!dryRun && plan.Unreferenced.Count > 0)
        {
            await invocation.ConfirmAsync(
                $"Erase {Page.Count(plan.Unreferenced.Count)} of {Page.Count(plan.Scanned)} objects?", cancellationToken);
            erased = (await sweeper.SweepAsync(plan, invocation.Get(_many), cancellationToken)).Deleted;
        }

        return new ObjectsSweepReport(
            services.GetRequiredService<IObjectStore>().ProviderName, dryRun, finished, plan.Scanned, plan.Unreferenced.Count,
            [.. plan.Unreferenced.Take(MostNamed).Select(location => location.ToString())], erased);
    }
}
