namespace Unified.Media.Migrations;

/// <summary>The kinds of events that <see cref="MigrationProgress"/> reports.</summary>
public enum MigrationEventKind
{
    /// <summary>The step was started.</summary>
    Started,

    /// <summary>A batch of the step was committed.</summary>
    Batch,

    /// <summary>The step is waiting for locks that other sessions hold.</summary>
    Waiting,

    /// <summary>The step was applied.</summary>
    Applied,
}
