namespace Unified.Media.LegacyMigration;

/// <summary>
/// Finds references that were rewritten incorrectly: to an item that does not exist, to an item of another owner, or together with other,
/// unintended changes to the row.
/// </summary>
internal sealed class FindBrokenReferences(LegacyDatabase database, VerificationRanges ranges)
{
    // A row without a relation is not a broken reference. Its id is the last id of the range; null after the last range.
    private readonly record struct ReferenceRow(string? Relation, Guid? Id, string? Field, string? Expected, string? Actual);

    /// <summary>Adds the broken references to the totals. The lease is extended between ranges.</summary>
    public Task FindAsync(
        VerificationTotals totals, Func<CancellationToken, Task>? extendLease, CancellationToken cancellationToken) => ranges.ForEachAsync(
        async (lastId, rows, token) =>
        {
            Guid? lastOfRange = null;
            foreach (var reference in await ReadAsync(lastId, rows, token).ConfigureAwait(false))
            {
                if (reference.Relation is null)
                {
                    lastOfRange = reference.Id;
                }
                else
                {
                    totals.AddDifference(new()
                    {
                        Source = reference.Relation,
                        Id = $"{reference.Id}",
                        Kind = "reference",
                        Field = reference.Field,
                        Expected = reference.Expected,
                        Actual = reference.Actual,
                    });
                }
            }

            return lastOfRange;
        },
        extendLease,
        cancellationToken);

    private Task<IReadOnlyList<ReferenceRow>> ReadAsync(Guid lastId, int rows, CancellationToken cancellationToken) => database.ReadAsync(
        "select relation, row_id, field, expected, actual from {{schema}}.legacy_verify_references($1, $2)",
        parameters =>
        {
            parameters.AddWithValue(lastId);
            parameters.AddWithValue(rows);
        },
        reader => new ReferenceRow(
            reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetGuid(1),
            reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
            reader.IsDBNull(4) ? null : reader.GetString(4)),
        cancellationToken);
}
