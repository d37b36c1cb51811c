namespace Unified.Media.Tool;

/// <summary>A problem that a check found, or the reason why it was skipped.</summary>
/// <param name="State">The severity.</param>
/// <param name="Code">A stable snake_case code for programs.</param>
/// <param name="Message">A human-readable sentence.</param>
/// <param name="Hint">The action that solves the problem; null when none is known.</param>
/// <param name="Examples">Some of the affected tables, steps, roles or ids; null if there are none.</param>
internal sealed record Finding(FindingState State, string Code, string Message, string? Hint = null, IReadOnlyList<string>? Examples = null)
{
    public static Finding Warning(string code, string message, string? hint = null, IReadOnlyList<string>? examples = null) =>
        new(FindingState.Warning, code, message, hint, examples);

    public static Finding Problem(string code, string message, string? hint = null, IReadOnlyList<string>? examples = null) =>
        new(FindingState.Problem, code, message, hint, examples);

    public static Finding Skipped(string code, string message) => new(FindingState.Skipped, code, message);
}
