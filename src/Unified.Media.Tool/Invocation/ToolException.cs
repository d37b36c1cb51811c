namespace Unified.Media.Tool;

/// <summary>A command cannot be carried out, for a reason that the message explains to whoever typed it.</summary>
internal sealed class ToolException(string code, string message, string? hint = null) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>What to do about it.</summary>
    public string? Hint { get; } = hint;
}
