using Unified.Media.Drivers;

namespace Unified.Media.Postgres;

/// <summary>The columns of kinds and visibilities. The catalog reads them from the database once, when it is prepared.</summary>
internal sealed record EnumMappings(EnumColumn Kind, EnumColumn Visibility)
{
    /// <summary>The column of a field whose values are mapped; null for other fields.</summary>
    public EnumColumn? GetColumn(FilterField field) => field switch
    {
        FilterField.Kind => Kind,
        FilterField.Visibility => Visibility,
        _ => null,
    };
}
