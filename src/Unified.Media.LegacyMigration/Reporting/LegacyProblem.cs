namespace Unified.Media.LegacyMigration;

/// <summary>A row that was left out, or needs a look.</summary>
/// <param name="Source">The table.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Reason">
/// <c>owner_unknown</c>, <c>owner_ambiguous</c>, <c>failed</c>, <c>sync_failed</c>: left out. <c>no_address</c>, <c>data_address</c>,
/// <c>unknown_scheme</c>, <c>bad_encoding</c>, <c>bad_key</c>, <c>foreign_host</c>, <c>doubled_too_often</c>: an item without an object.
/// <c>twin</c>, <c>changed_on_both_sides</c>, <c>row_gone_item_kept</c>, <c>edited_and_kept</c>: somebody should look.
/// </param>
/// <param name="Detail">More, at most 500 characters; an error begins with its SQLSTATE.</param>
public sealed record LegacyProblem(string Source, string Id, string Reason, string? Detail);
