namespace Unified.Media.TestStorage;

/// <summary>A position in a list.</summary>
/// <param name="Time">The time that the list is ordered by; the default value when it is ordered by name.</param>
/// <param name="Name">The name.</param>
internal sealed record ListPosition(DateTimeOffset Time, string Name) : IComparable<ListPosition>
{
    public int CompareTo(ListPosition? other) =>
        other is null ? 1 : Time.CompareTo(other.Time) is var byTime and not 0 ? byTime : string.CompareOrdinal(Name, other.Name);
}
