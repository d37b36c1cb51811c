namespace Unified.Media.Migrations;

/// <summary>A file of an exported script.</summary>
/// <param name="FileName">For <c>supabase/migrations</c>: <c>20261124120000_unified_media_0020_media.sql</c>.</param>
/// <param name="Text">What is in it.</param>
public sealed record ScriptFile(string FileName, string Text);
