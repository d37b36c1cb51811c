using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary><c>legacy switch</c></summary>
internal sealed class LegacySwitchCommand
{
    private readonly Option<bool> _back = new("--back") { Description = "Take it back: older rows are read again" };

    private LegacySwitchCommand()
    {
    }

    public static ToolCommand Create(CommandBinding binding)
    {
        var change = new LegacySwitchCommand();
        return binding.Bind(
            new ToolCommand("switch", "Turns dual reads off: from here on only items are read. Older programs' writes go on becoming items")
            {
                Options = { change._back },
                Examples =
                [
                    ("legacy switch", "After a run that verified clean. Applications notice when they start."),
                    ("legacy switch --back", "Reads older rows again."),
                ],
            },
            change.RunAsync);
    }

    private async Task<IReport> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var migration = await LegacyOptions.OpenPlainAsync(invocation, cancellationToken);
        if (!invocation.Get(_back))
        {
            await migration.SwitchAsync(cancellationToken);
            return new LegacyPhaseResult("switched", "only items are read from here on; unified-media legacy switch --back takes it back");
        }

        return await migration.SwitchBackAsync(cancellationToken)
            ? new LegacyPhaseResult("switchedBack", "older rows are read again")
            : throw new ToolException("not_switched", "The migration is not switched.", "unified-media legacy status says how far it is.");
    }
}
