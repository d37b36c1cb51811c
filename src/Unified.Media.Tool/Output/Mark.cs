namespace Unified.Media.Tool;

/// <summary>How a line is meant.</summary>
internal enum Mark
{
    Good,
    Warning,
    Bad,
    Quiet,
}
