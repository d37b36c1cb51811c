namespace Unified.Media.Tool;

/// <summary>A command failed for a reason that the user can act on.</summary>
internal sealed class ToolException(string code, string message, string? hint = null) : Exception(message)
{
    /// <summary>A stable snake_case code for programs.</summary>
    public string Code { get; } = code;

    /// <summary>The action that solves the problem; null when none is known.</summary>
    public string? Hint { get; } = hint;
}
