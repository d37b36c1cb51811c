namespace Unified.Media.Tool;

/// <summary><c>media</c></summary>
internal static class MediaCommands
{
    public static ToolCommand Create(CommandBinding binding) => new("media", "Looks at items of all owners")
    {
        Subcommands = { MediaListCommand.Create(binding), MediaShowCommand.Create(binding) },
    };
}
