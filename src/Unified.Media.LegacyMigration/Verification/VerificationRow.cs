using Npgsql;

namespace Unified.Media.LegacyMigration;

/// <summary>One row of the result of <c>legacy_verify_rows</c>.</summary>
internal sealed record VerificationRow(string Kind, string? LegacyId, Guid? MediaId, string? Field, long Rows)
{
    /// <summary>The kind of the row with the number of rows read and, as <c>LegacyId</c>, the id of the last of them.</summary>
    public const string PositionKind = "position";

    private const string CountKind = "count";
    private const string GroupKind = "group";

    private LegacyOwnerDay? OwnerDay { get; init; }

    private string? Expected { get; init; }

    private string? Actual { get; init; }

    public static VerificationRow Read(NpgsqlDataReader reader)
    {
        var kind = reader.GetString(0);
        return new(
            kind, ReadText(reader, 3), reader.IsDBNull(4) ? null : reader.GetGuid(4), ReadText(reader, 5),
            reader.IsDBNull(8) ? 0 : reader.GetInt64(8))
        {
            Expected = ReadText(reader, 6),
            Actual = ReadText(reader, 7),
            OwnerDay = kind != GroupKind
                ? null
                : new()
                {
                    Owner = reader.IsDBNull(1) ? null : reader.GetGuid(1),
                    Day = reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2),
                    Rows = reader.GetInt64(8),
                    Items = reader.GetInt64(9),
                    RowHash = reader.IsDBNull(10) ? 0 : reader.GetDecimal(10),
                    ItemHash = reader.IsDBNull(11) ? 0 : reader.GetDecimal(11),
                },
        };
    }

    public void AddTo(VerificationTotals totals, string source)
    {
        switch (Kind)
        {
            case PositionKind:
                totals.AddRows(source, Rows);
                break;
            case CountKind:
                totals.AddState(source, Field!, Rows);
                break;
            case GroupKind:
                totals.AddOwnerDay(source, OwnerDay!);
                break;
            default:
                totals.AddDifference(new()
                {
                    Source = source,
                    Id = LegacyId!,
                    Kind = Kind,
                    MediaId = MediaId,
                    Field = Field,
                    Expected = Expected,
                    Actual = Actual,
                });
                break;
        }
    }

    private static string? ReadText(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
