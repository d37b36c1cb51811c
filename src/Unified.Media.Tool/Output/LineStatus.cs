namespace Unified.Media.Tool;

/// <summary>The status that a line begins with.</summary>
internal enum LineStatus
{
    Ok,
    Warning,
    Error,
    Neutral,
}
