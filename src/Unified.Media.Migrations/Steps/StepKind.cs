namespace Unified.Media.Migrations;

/// <summary>The kinds of schema steps, by the way in which they run.</summary>
public enum StepKind
{
    /// <summary>Runs once, in one transaction.</summary>
    Versioned,

    /// <summary>Runs in one transaction, and again whenever its text has changed.</summary>
    Repeatable,

    /// <summary>Runs once, in batches: one statement that is repeated until it changes no row, each time in a separate transaction.</summary>
    Batch,

    /// <summary>Runs once, outside transactions: statements that create indexes while the table is in use.</summary>
    Concurrent,
}
