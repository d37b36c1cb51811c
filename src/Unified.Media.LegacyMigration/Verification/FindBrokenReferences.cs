namespace Unified.Media.LegacyMigration;

/// <summary>
/// Finds references that were rewritten incorrectly: to an item that does not exist, to an item of another owner, or with further changes.
/// </summary>
internal sealed class FindBrokenReferences(LegacyDatabase database, VerificationRanges ranges)
{
    private readonly record struct BrokenReference(string? Relation, Guid? Row, string? Field, string? Expected, string? Actual);

    /// <summary>Adds the broken references to the tally. The lease is extended between ranges.</summary>
    public Task FindAsync(
        VerificationTally tally, Func<CancellationToken, Task>? extendLease, CancellationToken cancellationToken) => ranges.ForEachAsync(
        async (after, rows, token) =>
        {
            Guid? next = null;
            foreach (var reference in await ReadAsync(after, rows, token).ConfigureAwait(false))
            {
                if (reference.Relation is null)
                {
                    next = reference.Row;
                }
                else
                {
                    tally.AddDifference(new()
                    {
                        Source = reference.Relation,
                        Id = $"{reference.Row}",
                        Kind = "reference",
                        Field = reference.Field,
                        Expected = reference.Expected,
                        Actual = reference.Actual,
                    });
                }
            }

            return next;
        },
        extendLease,
        cancellationToken);

    private Task<IReadOnlyList<BrokenReference>> ReadAsync(Guid after, int rows, CancellationToken cancellationToken) => database.ReadAsync(
        "select relation, row_id, field, expected, actual from {{schema}}.legacy_verify_references($1, $2)",
        bind =>
        {
            bind.AddWithValue(after);
            bind.AddWithValue(rows);
        },
        reader => new BrokenReference(
            reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetGuid(1),
            reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
            reader.IsDBNull(4) ? null : reader.GetString(4)),
        cancellationToken);
}
