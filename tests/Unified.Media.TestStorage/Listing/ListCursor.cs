using System.Globalization;
using System.Text;

namespace Unified.Media.TestStorage;

/// <summary>The cursor of the next page. It contains the sort order, which therefore stays the same for all pages.</summary>
internal sealed record ListCursor(string Column, bool Descending, ListPosition? After)
{
    private const string Prefix = "page";

    public IEnumerable<ListRow> Page(IEnumerable<ListRow> rows)
    {
        var positions = rows.Select(row => (Row: row, At: Position(row)));
        positions = Descending ? positions.OrderByDescending(p => p.At) : positions.OrderBy(p => p.At);
        var ordered = positions
            .Where(p => After is null || (Descending ? p.At.CompareTo(After) < 0 : p.At.CompareTo(After) > 0))
            .Select(p => p.Row);
        return Descending && Column == "name" ? ListRow.DropSingleObjectFolders(ordered) : ordered;
    }

    public ListCursor StartAfter(ListRow row) => this with { After = Position(row) };

    public override string ToString() => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(
        '\n', Prefix, Column, Descending ? "desc" : "asc", After!.Time.Ticks.ToString(CultureInfo.InvariantCulture), After.Name)));

    public static ListCursor Parse(string text)
    {
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split('\n', 5) is [Prefix, var column, var order, var ticks, var name]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var time))
        {
            return new ListCursor(column, order == "desc", new ListPosition(new DateTimeOffset(time, TimeSpan.Zero), name));
        }

        throw StorageErrors.InvalidCursor;
    }

    private ListPosition Position(ListRow row) => new(
        Column switch
        {
            "created_at" => row.Item?.CreatedAt ?? row.OldestCreatedAt ?? default,
            "updated_at" => row.Item?.UpdatedAt ?? row.OldestCreatedAt ?? default,
            _ => default,
        },
        row.Name);
}
