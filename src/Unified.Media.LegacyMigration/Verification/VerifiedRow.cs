using Npgsql;

namespace Unified.Media.LegacyMigration;

/// <summary>One thing that a batch of a verification says.</summary>
internal sealed record VerifiedRow(string Kind, string? LegacyId, Guid? MediaId, string? Field, long Rows)
{
    public const string Position = "position";

    private const string Count = "count";
    private const string Grouped = "group";

    private LegacyGroup? Group { get; init; }

    private string? Expected { get; init; }

    private string? Actual { get; init; }

    public static VerifiedRow Read(NpgsqlDataReader reader)
    {
        var kind = reader.GetString(0);
        return new(kind, Text(reader, 3), reader.IsDBNull(4) ? null : reader.GetGuid(4), Text(reader, 5), reader.IsDBNull(8) ? 0 : reader.GetInt64(8))
        {
            Expected = Text(reader, 6),
            Actual = Text(reader, 7),
            Group = kind != Grouped
                ? null
                : new(reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2))
                {
                    Rows = reader.GetInt64(8),
                    Items = reader.GetInt64(9),
                    RowHash = reader.IsDBNull(10) ? 0 : reader.GetDecimal(10),
                    ItemHash = reader.IsDBNull(11) ? 0 : reader.GetDecimal(11),
                },
        };
    }

    public void AddTo(VerificationTally tally, string source)
    {
        switch (Kind)
        {
            case Position:
                tally.Rows(source, Rows);
                break;
            case Count:
                tally.Stand(source, Field!, Rows);
                break;
            case Grouped:
                tally.Group(source, Group!);
                break;
            default:
                tally.Differ(new(source, LegacyId!, Kind) { MediaId = MediaId, Field = Field, Expected = Expected, Actual = Actual });
                break;
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
