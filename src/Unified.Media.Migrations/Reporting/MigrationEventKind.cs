namespace Unified.Media.Migrations;

/// <summary>What a <see cref="MigrationProgress"/> tells.</summary>
public enum MigrationEventKind
{
    /// <summary>The step begins.</summary>
    Started,

    /// <summary>A batch of the step is complete.</summary>
    Batch,

    /// <summary>The step waits for locks that other sessions hold.</summary>
    Waiting,

    /// <summary>The step is complete.</summary>
    Applied,
}
