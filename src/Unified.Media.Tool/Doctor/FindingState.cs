namespace Unified.Media.Tool;

/// <summary>How bad something is.</summary>
internal enum FindingState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Could not be looked at, or does not apply.</summary>
    Skipped,

    /// <summary>Should be looked at; nothing is lost and nothing leaks.</summary>
    Warning,

    /// <summary>Something leaks, is lost, or cannot work.</summary>
    Problem,
}
