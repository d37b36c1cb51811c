namespace Unified.Media;

/// <summary>The state of a migration step.</summary>
public enum MigrationStepState
{
    /// <summary>The step has not run.</summary>
    Pending,

    /// <summary>The step is complete.</summary>
    Applied,

    /// <summary>The text of a repeatable step has changed since it ran. A migration runs it again.</summary>
    Changed,

    /// <summary>A newer version of the library has run a newer text of the step. A migration skips the step.</summary>
    Superseded,

    /// <summary>The step has started and is not complete: it is running, or its process ended early. A migration continues it.</summary>
    Unfinished,

    /// <summary>The step failed. A migration runs it again.</summary>
    Failed,

    /// <summary>
    /// The text of a step that runs once has changed since it ran. A migration is rejected until the change is accepted or reverted.
    /// </summary>
    Edited,

    /// <summary>The step ran with other names of schemas or roles than are configured. A migration is rejected until the names match.</summary>
    Renamed,
}
