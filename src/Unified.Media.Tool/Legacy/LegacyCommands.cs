namespace Unified.Media.Tool;

/// <summary><c>legacy</c></summary>
internal static class LegacyCommands
{
    public static ToolCommand Create(CommandBinding binding) =>
        new("legacy", "Migrates the older tables while the application runs, with proof and with a way back")
    {
        Subcommands =
        {
            LegacyPlanCommand.Create(binding), LegacyRunCommand.CreateRun(binding), LegacyStatusCommand.Create(binding),
            LegacyProblemsCommand.Create(binding), LegacyPauseCommand.Create(binding), LegacyRunCommand.CreateResume(binding),
            LegacyVerifyCommand.Create(binding), LegacySwitchCommand.Create(binding), LegacyRollbackCommand.Create(binding),
            LegacyFinishCommand.Create(binding),
        },
    };
}
