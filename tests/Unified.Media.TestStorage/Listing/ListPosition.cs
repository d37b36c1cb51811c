namespace Unified.Media.TestStorage;

/// <summary>A place in a list: by time where the list is in that order, then by the bytes of the name.</summary>
internal sealed record ListPosition(DateTimeOffset Time, string Name) : IComparable<ListPosition>
{
    public int CompareTo(ListPosition? other) =>
        other is null ? 1 : Time.CompareTo(other.Time) is var byTime and not 0 ? byTime : string.CompareOrdinal(Name, other.Name);
}
