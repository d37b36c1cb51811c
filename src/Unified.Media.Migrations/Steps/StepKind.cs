namespace Unified.Media.Migrations;

/// <summary>How a step is run.</summary>
public enum StepKind
{
    /// <summary>Once, in one transaction.</summary>
    Once,

    /// <summary>In one transaction, again whenever its text has changed.</summary>
    Repeatable,

    /// <summary>Once: a statement that is run again and again, each time in a transaction of its own, until it changes no row.</summary>
    Batch,

    /// <summary>Once, outside transactions: statements that make indexes while the table is in use.</summary>
    Concurrent,
}
