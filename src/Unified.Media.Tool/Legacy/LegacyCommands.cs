namespace Unified.Media.Tool;

/// <summary>The command group <c>legacy</c>.</summary>
internal static class LegacyCommands
{
    public static ToolCommand Create(CommandBinder binder) =>
        new("legacy", "Migrates the legacy tables while the application runs, with verification and rollback. Preview: not for production data yet")
    {
        Subcommands =
        {
            LegacyPlanCommand.Create(binder), LegacyRunCommand.CreateRun(binder), LegacyStatusCommand.Create(binder),
            LegacyProblemsCommand.Create(binder), LegacyPauseCommand.Create(binder), LegacyRunCommand.CreateResume(binder),
            LegacyVerifyCommand.Create(binder), LegacySwitchCommand.Create(binder), LegacyRollbackCommand.Create(binder),
            LegacyFinishCommand.Create(binder),
        },
    };
}
