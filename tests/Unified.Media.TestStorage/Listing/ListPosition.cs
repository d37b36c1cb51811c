namespace Unified.Media.TestStorage;

/// <summary>A position in a list: the time where the list is ordered by it, and the name.</summary>
internal sealed record ListPosition(DateTimeOffset Time, string Name) : IComparable<ListPosition>
{
    public int CompareTo(ListPosition? other) =>
        other is null ? 1 : Time.CompareTo(other.Time) is var byTime and not 0 ? byTime : string.CompareOrdinal(Name, other.Name);
}
