namespace Unified.Media.LegacyMigration;

/// <summary>Finds references that were not rewritten as they should: to nobody's item, to somebody else's, or with more changed than that.</summary>
internal sealed class FindBrokenReferences(LegacyDatabase database, VerificationRanges ranges)
{
    private readonly record struct Found(string? Relation, Guid? Row, string? Field, string? Expected, string? Actual);

    /// <summary>Adds them to the tally; hold is called between ranges.</summary>
    public Task RunAsync(VerificationTally tally, Func<CancellationToken, Task>? hold, CancellationToken cancellationToken) => ranges.RunAsync(
        async (after, rows, token) =>
        {
            Guid? next = null;
            foreach (var found in await ReadAsync(after, rows, token).ConfigureAwait(false))
            {
                if (found.Relation is null)
                {
                    next = found.Row;
                }
                else
                {
                    tally.Differ(new(found.Relation, $"{found.Row}", "reference")
                    {
                        Field = found.Field,
                        Expected = found.Expected,
                        Actual = found.Actual,
                    });
                }
            }

            return next;
        },
        hold,
        cancellationToken);

    private Task<IReadOnlyList<Found>> ReadAsync(Guid after, int rows, CancellationToken cancellationToken) => database.ReadAsync(
        "select relation, row_id, field, expected, actual from {{schema}}.legacy_verify_references($1, $2)",
        bind =>
        {
            bind.AddWithValue(after);
            bind.AddWithValue(rows);
        },
        reader => new Found(
            reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetGuid(1),
            reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
            reader.IsDBNull(4) ? null : reader.GetString(4)),
        cancellationToken);
}
