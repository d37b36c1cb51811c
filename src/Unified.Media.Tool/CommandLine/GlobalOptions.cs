using System.CommandLine;

namespace Unified.Media.Tool;

/// <summary>The options of every command.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Connection { get; } = new("--connection", "-c")
    {
        Description = "Connection string or postgres:// URI of the database, or 'name=X' for ConnectionStrings:X. "
            + "Default: UNIFIED_MEDIA_POSTGRES, then ConnectionStrings:UnifiedMedia",
        HelpName = "string",
        Recursive = true,
    };

    public Option<string?> Schema { get; } = new("--schema")
    {
        Description = "Database schema of the ledger and the functions of Unified.Media. Default: unified_media",
        HelpName = "name",
        Recursive = true,
    };

    public Option<string?> MediaSchema { get; } = new("--media-schema")
    {
        Description = "Database schema of the table 'media'. Default: public",
        HelpName = "name",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Write the report as one JSON document to stdout; progress goes to stderr",
        Recursive = true,
    };

    public Option<bool> NoColor { get; } = new("--no-color")
    {
        Description = "Write without colors, as with the variable NO_COLOR",
        Recursive = true,
    };

    public Option<bool> Yes { get; } = new("--yes", "-y")
    {
        Description = "Answer every question with yes. Required for destructive commands without a terminal",
        Recursive = true,
    };

    public Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show the stack trace of an error",
        Recursive = true,
    };

    public IReadOnlyList<Option> All => [Connection, Schema, MediaSchema, Json, NoColor, Yes, Verbose];
}
