namespace Unified.Media.Migrations;

/// <summary>A file of a schema that is exported as one file per step.</summary>
public sealed record ScriptFile
{
    /// <summary>The name for the folder <c>supabase/migrations</c>, such as <c>20261124120000_unified_media_0020_media.sql</c>.</summary>
    public required string FileName { get; init; }

    /// <summary>The content of the file.</summary>
    public required string Text { get; init; }
}
