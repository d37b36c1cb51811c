namespace Unified.Media.Tool;

/// <summary>The command group <c>media</c>.</summary>
internal static class MediaCommands
{
    public static ToolCommand Create(CommandBinder binder) => new("media", "Shows items of all owners")
    {
        Subcommands = { MediaListCommand.Create(binder), MediaShowCommand.Create(binder) },
    };
}
