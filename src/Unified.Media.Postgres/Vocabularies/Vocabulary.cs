namespace Unified.Media.Postgres;

/// <summary>How the table spells kinds and visibilities: as an enum or as text, in either letter case. Read once.</summary>
internal sealed record Vocabulary(WordColumn Kind, WordColumn Visibility)
{
    /// <summary>The column of a property that has a vocabulary.</summary>
    public WordColumn? Of(Property property) => property switch
    {
        Property.Kind => Kind,
        Property.Visibility => Visibility,
        _ => null,
    };
}
