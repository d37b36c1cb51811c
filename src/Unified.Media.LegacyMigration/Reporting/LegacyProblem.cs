namespace Unified.Media.LegacyMigration;

/// <summary>An older row that was skipped or that needs attention.</summary>
public sealed record LegacyProblem
{
    /// <summary>The table of the row.</summary>
    public required string Source { get; init; }

    /// <summary>The id of the row.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The reason. Skipped rows: <c>owner_unknown</c>, <c>owner_ambiguous</c>, <c>failed</c>, <c>sync_failed</c>. Items without an object:
    /// <c>no_address</c>, <c>data_address</c>, <c>unknown_scheme</c>, <c>bad_encoding</c>, <c>bad_key</c>, <c>foreign_host</c>,
    /// <c>doubled_too_often</c>. Rows that need a decision: <c>duplicate</c>, <c>changed_on_both_sides</c>, <c>row_gone_item_kept</c>,
    /// <c>edited_and_kept</c>.
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>Details, at most 500 characters; an error starts with its SQLSTATE. Null where there are none.</summary>
    public string? Detail { get; init; }
}
