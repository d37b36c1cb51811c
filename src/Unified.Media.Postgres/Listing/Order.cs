using Npgsql;
using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>An order of a list: what it goes by, as the index has it. The id breaks ties in the same direction.</summary>
/// <param name="Sort">The order that was asked for.</param>
/// <param name="Key">The expression of the index, of a row <c>m</c>.</param>
/// <param name="Property">What the expression is about.</param>
/// <param name="IsDescending">The direction.</param>
internal sealed record Order(MediaSort Sort, string Key, Property Property, bool IsDescending)
{
    // The expressions of the indexes. Not coalesce(), which is not leakproof: under row-level security no index would be entered by it.
    public const string CreatedAt = "(CASE WHEN m.created_at IS NULL THEN '-infinity' ELSE m.created_at END)";
    public const string SizeBytes = "(CASE WHEN m.size_bytes IS NULL THEN 0 ELSE m.size_bytes END)";
    private const string TitleKey = "(CASE WHEN m.title_key IS NULL THEN '' ELSE m.title_key END)";

    private static readonly Order Newest = new(MediaSort.Newest, CreatedAt, Property.CreatedAt, IsDescending: true);
    private static readonly Order Oldest = new(MediaSort.Oldest, CreatedAt, Property.CreatedAt, IsDescending: false);
    private static readonly Order Largest = new(MediaSort.Largest, SizeBytes, Property.Bytes, IsDescending: true);
    private static readonly Order Title = new(MediaSort.Title, TitleKey, Property.Title, IsDescending: false);

    /// <summary>True where the indexes of single properties, tags and words, which go by time, give this order too.</summary>
    public bool IsByTime => Property == Property.CreatedAt;

    public string Direction => IsDescending ? "DESC" : "ASC";

    /// <summary>How rows that follow compare with a position.</summary>
    public string After => IsDescending ? "<" : ">";

    public static Order Of(MediaSort sort) => sort switch
    {
        MediaSort.Newest => Newest,
        MediaSort.Oldest => Oldest,
        MediaSort.Largest => Largest,
        MediaSort.Title => Title,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "There is no such order."),
    };

    /// <summary>The key of a position, as a parameter.</summary>
    public string Add(Statement statement, PagePosition position) => Property switch
    {
        Property.CreatedAt => statement.AddTime(PgTime.OfUnix(position.Number)),
        Property.Bytes => statement.Add(position.Number),
        _ => statement.Add(position.Text ?? ""),
    };

    /// <summary>The position of a row whose id and key are the first two columns: the database's own key, whatever the item's title is.</summary>
    public PagePosition Read(NpgsqlDataReader reader)
    {
        var id = new MediaId(reader.GetGuid(0));
        return Property switch
        {
            Property.CreatedAt => new(new PgTime(reader.GetInt64(1)).UnixMicroseconds, null, id),
            Property.Bytes => new(reader.GetInt64(1), null, id),
            _ => new(0, reader.GetString(1), id),
        };
    }
}
