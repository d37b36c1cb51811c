using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary>The options that every command takes.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Connection { get; } = new("--connection", "-c")
    {
        Description = "Connection string or postgres:// address of the database; 'name=X' takes ConnectionStrings:X of the settings. "
            + "Default: UNIFIED_MEDIA_POSTGRES, then ConnectionStrings:UnifiedMedia",
        HelpName = "string",
        Recursive = true,
    };

    public Option<string?> Schema { get; } = new("--schema")
    {
        Description = "Schema of the ledger and of everything else that is the library's own. Default: unified_media",
        HelpName = "name",
        Recursive = true,
    };

    public Option<string?> MediaSchema { get; } = new("--media-schema")
    {
        Description = "Schema of the table media. Default: public",
        HelpName = "name",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Write one JSON document to the standard output; progress goes to the error output",
        Recursive = true,
    };

    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "Write without colours (also: NO_COLOR)",
        Recursive = true,
    };

    public Option<bool> Yes { get; } = new("--yes", "-y")
    {
        Description = "Answer every question with yes; without a terminal nothing destructive is done without it",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Say more where something fails",
        Recursive = true,
    };

    public IReadOnlyList<Option> All => [Connection, Schema, MediaSchema, Json, NoColor, Yes, Verbose];
}
