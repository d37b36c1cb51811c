using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>
/// An order of a list: the column that it goes by, and the index that gives it. The id breaks ties in the same direction.
/// </summary>
internal sealed record Order(MediaSort Sort, string Column, string Index, Property Property, bool IsDescending)
{
    private static readonly Order Newest = new(MediaSort.Newest, "created_at", "media_by_created", Property.CreatedAt, IsDescending: true);
    private static readonly Order Oldest = new(MediaSort.Oldest, "created_at", "media_by_created", Property.CreatedAt, IsDescending: false);
    private static readonly Order Largest = new(MediaSort.Largest, "size_bytes", "media_by_size", Property.Bytes, IsDescending: true);
    private static readonly Order Title = new(MediaSort.Title, "title_key", "media_by_title", Property.Title, IsDescending: false);

    /// <summary>True where the indexes of single properties and tags, which go by time, give this order too.</summary>
    public bool IsByTime => Property == Property.CreatedAt;

    public string Direction => IsDescending ? "DESC" : "ASC";

    /// <summary>How rows that follow compare with a position.</summary>
    public string After => IsDescending ? "<" : ">";

    /// <summary>How rows up to a position, itself included, compare with it.</summary>
    public string UpTo => IsDescending ? ">=" : "<=";

    public static Order Of(MediaSort sort) => sort switch
    {
        MediaSort.Newest => Newest,
        MediaSort.Oldest => Oldest,
        MediaSort.Largest => Largest,
        MediaSort.Title => Title,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "There is no such order."),
    };

    public object KeyOf(PagePosition position) => Sort == MediaSort.Title ? position.Text ?? "" : position.Number;

    public Limits LimitsOf(Selection selection) => Property switch
    {
        Property.CreatedAt => selection.Created,
        Property.Bytes => selection.Bytes,
        _ => default,
    };
}
