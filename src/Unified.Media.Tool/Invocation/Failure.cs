namespace Unified.Media.Tool;

/// <summary>Why a command was not carried out: the <c>error</c> of the JSON document.</summary>
/// <param name="Code">A word for programs.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Hint">What to do about it.</param>
/// <param name="Details">With <c>--verbose</c>: where it happened.</param>
internal sealed record Failure(string Code, string Message, string? Hint = null, string? Details = null);
