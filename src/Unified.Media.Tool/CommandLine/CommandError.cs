namespace Unified.Media.Tool;

/// <summary>The reason why a command failed: the <c>error</c> of the JSON document.</summary>
/// <param name="Code">A stable snake_case code for programs.</param>
/// <param name="Message">A human-readable sentence.</param>
/// <param name="Hint">The action that solves the problem; null when none is known.</param>
/// <param name="Details">The exception with its stack trace; only with <c>--verbose</c>.</param>
internal sealed record CommandError(string Code, string Message, string? Hint = null, string? Details = null);
