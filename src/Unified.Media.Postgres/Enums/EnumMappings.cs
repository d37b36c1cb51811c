using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>The columns of kinds and visibilities, which are enums or text in either letter case. Read once.</summary>
internal sealed record EnumMappings(EnumColumn Kind, EnumColumn Visibility)
{
    /// <summary>The column of a field whose values are mapped; null for other fields.</summary>
    public EnumColumn? Of(FilterField field) => field switch
    {
        FilterField.Kind => Kind,
        FilterField.Visibility => Visibility,
        _ => null,
    };
}
