using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>An order of a list in SQL.</summary>
/// <param name="List">The order.</param>
/// <param name="Key">The expression of the index that gives it, of a row <c>m</c>.</param>
internal sealed record Order(ListOrder List, string Key)
{
    // The expressions of the indexes. Not coalesce(), which is not leakproof: under row-level security no index would be entered by it.
    public const string CreatedAt = "(CASE WHEN m.created_at IS NULL THEN '-infinity' ELSE m.created_at END)";
    public const string SizeBytes = "(CASE WHEN m.size_bytes IS NULL THEN 0 ELSE m.size_bytes END)";
    private const string TitleKey = "(CASE WHEN m.title_key IS NULL THEN '' ELSE m.title_key END)";

    /// <summary>True where the indexes of single fields, tags and words, which go by time, give this order too.</summary>
    public bool IsByTime => List.IsByTime;

    public bool IsDescending => List.IsDescending;

    public string Direction => IsDescending ? "DESC" : "ASC";

    /// <summary>How rows that follow compare with a position.</summary>
    public string After => IsDescending ? "<" : ">";

    public static Order Of(MediaSort sort) => ListOrder.Of(sort) switch
    {
        { Field: FilterField.Created } list => new(list, CreatedAt),
        { Field: FilterField.Bytes } list => new(list, SizeBytes),
        var list => new(list, TitleKey),
    };

    /// <summary>The key of a position, as a parameter.</summary>
    public string Add(Statement statement, PagePosition position) => List.Field switch
    {
        FilterField.Created => statement.AddTime(PgTime.OfUnix(position.Number)),
        FilterField.Bytes => statement.Add(position.Number),
        _ => statement.Add(position.Text ?? ""),
    };

    /// <summary>The position of a row whose id and key are the first two columns: the database's own key, whatever the item's title is.</summary>
    public PagePosition Read(NpgsqlDataReader reader)
    {
        var id = new MediaId(reader.GetGuid(0));
        return List.Field switch
        {
            FilterField.Created => new(new PgTime(reader.GetInt64(1)).UnixMicroseconds, null, id),
            FilterField.Bytes => new(reader.GetInt64(1), null, id),
            _ => new(0, reader.GetString(1), id),
        };
    }
}
