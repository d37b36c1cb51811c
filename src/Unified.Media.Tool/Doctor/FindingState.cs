namespace Unified.Media.Tool;

/// <summary>The severity of a finding or the outcome of a check.</summary>
internal enum FindingState
{
    /// <summary>Nothing to report.</summary>
    Ok,

    /// <summary>The check does not apply, or could not run.</summary>
    Skipped,

    /// <summary>Needs attention; nothing is lost or exposed.</summary>
    Warning,

    /// <summary>Something is lost, exposed or broken.</summary>
    Problem,
}
