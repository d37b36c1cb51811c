using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary>The command <c>legacy switch</c>.</summary>
internal sealed class LegacySwitchCommand
{
    private readonly Option<bool> _back = new("--back") { Description = "Undo the switch: lists read legacy rows again" };

    private LegacySwitchCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var switchCommand = new LegacySwitchCommand();
        return binder.Bind(
            new ToolCommand(
                "switch",
                "Stops reading the legacy tables: lists read items only. Writes of the legacy application are still synchronized")
            {
                Options = { switchCommand._back },
                Examples =
                [
                    ("legacy switch", "Run it after a clean verification. Applications apply it at their next start."),
                    ("legacy switch --back", "Undoes the switch."),
                ],
            },
            switchCommand.SwitchAsync);
    }

    private async Task<IReport> SwitchAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var migration = await LegacyCommandOptions.OpenWithDefaultsAsync(context, cancellationToken);
        if (!context.GetValue(_back))
        {
            await migration.SwitchAsync(cancellationToken);
            return new LegacyPhaseResult("switched", "lists read items only; undo with: unified-media legacy switch --back");
        }

        return await migration.SwitchBackAsync(cancellationToken)
            ? new LegacyPhaseResult("switchedBack", "lists read legacy rows again")
            : throw new ToolException("not_switched", "The migration is not switched.", "Run unified-media legacy status to see its phase.");
    }
}
