using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media.Tool;

/// <summary>The command <c>objects sweep</c>.</summary>
internal sealed class ObjectsSweepCommand
{
    private const int MaxListedObjects = 1000;

    private readonly ObjectStoreOptions _storeOptions = new();

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "List the objects that would be deleted, without deleting them" };

    private readonly Option<bool> _confirmMany = new("--confirm-many")
    {
        Description = "Delete even if more than 100 objects and more than 1 % of all objects are unreferenced",
    };

    private ObjectsSweepCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var sweep = new ObjectsSweepCommand();
        return binder.Bind(
            new ToolCommand("sweep", "Finishes interrupted uploads and deletes, then deletes objects that no ledger row references")
            {
                Options = { sweep._storeOptions.Folder, sweep._dryRun, sweep._confirmMany },
                Examples =
                [
                    ("objects sweep --dry-run --folder ./media/objects", "Lists the unreferenced objects of a local object store."),
                    ("objects sweep --yes", "Deletes unreferenced objects in Supabase Storage without asking."),
                ],
            },
            sweep.SweepAsync);
    }

    private async Task<IReport> SweepAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var services = _storeOptions.CreateServices(context);
        var sweeper = services.GetRequiredService<IMediaSweeper>();
        var isDryRun = context.GetValue(_dryRun);
        var finishedCount = 0;
        var plan = new SweepPlan { Scanned = 0, Unreferenced = [] };
        await context.Output.ShowProgressAsync(async progress =>
        {
            if (!isDryRun)
            {
                progress.Show("finishing", 0, null, "object");
                finishedCount = (await services.GetRequiredService<IMediaJanitor>().RunAsync(cancellationToken)).Deleted;
                progress.Show("finishing", finishedCount, finishedCount, "object");
            }

            progress.Show("scanning", 0, null, "object");
            plan = await sweeper.PlanAsync(cancellationToken);
            progress.Show("scanning", plan.Scanned, plan.Scanned, "object");
        });
        var deletedCount = 0;
        if (!isDryRun && plan.Unreferenced.Count > 0)
        {
            await context.ConfirmAsync(
                $"Delete {DisplayText.Count(plan.Unreferenced.Count)} of {DisplayText.Count(plan.Scanned, "object")}?", cancellationToken);
            deletedCount = (await sweeper.SweepAsync(plan, context.GetValue(_confirmMany), cancellationToken)).Deleted;
        }

        return new ObjectsSweepReport(
            services.GetRequiredService<IObjectStore>().ProviderName, isDryRun, finishedCount, plan.Scanned, plan.Unreferenced.Count,
            [.. plan.Unreferenced.Take(MaxListedObjects).Select(location => location.ToString())], deletedCount);
    }
}
