using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>How the table spells kinds and visibilities: as an enum or as text, in either letter case. Read once.</summary>
internal sealed record Vocabulary(WordColumn Kind, WordColumn Visibility)
{
    /// <summary>The column of a field that has a vocabulary.</summary>
    public WordColumn? Of(FilterField field) => field switch
    {
        FilterField.Kind => Kind,
        FilterField.Visibility => Visibility,
        _ => null,
    };
}
