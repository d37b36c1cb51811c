namespace Unified.Media.Tool;

/// <summary>Something that is not as it should be.</summary>
/// <param name="State">How bad it is.</param>
/// <param name="Code">A word for programs.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="Hint">What to do about it.</param>
/// <param name="Examples">Some of what it is about: names of tables, ids.</param>
internal sealed record Finding(FindingState State, string Code, string Message, string? Hint = null, IReadOnlyList<string>? Examples = null)
{
    public static Finding Warning(string code, string message, string? hint = null, IReadOnlyList<string>? examples = null) =>
        new(FindingState.Warning, code, message, hint, examples);

    public static Finding Problem(string code, string message, string? hint = null, IReadOnlyList<string>? examples = null) =>
        new(FindingState.Problem, code, message, hint, examples);

    public static Finding Skipped(string code, string message, string? hint = null) => new(FindingState.Skipped, code, message, hint);
}
