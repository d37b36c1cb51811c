namespace Unified.Media.Drivers;

/// <summary>The fields that a <see cref="CatalogFilter"/> filters by.</summary>
public enum FilterField
{
    /// <summary><see cref="CatalogScope.Owner"/>; not removed by <see cref="CatalogFilter.Without"/>.</summary>
    Owner,

    /// <summary><see cref="CatalogFilter.Kinds"/>.</summary>
    Kind,

    /// <summary><see cref="CatalogFilter.SourceTypes"/>.</summary>
    SourceType,

    /// <summary><see cref="CatalogFilter.EnhancementTypes"/>.</summary>
    EnhancementType,

    /// <summary><see cref="CatalogFilter.Visibilities"/>.</summary>
    Visibility,

    /// <summary><see cref="CatalogFilter.ContentTypes"/>.</summary>
    ContentType,

    /// <summary><see cref="CatalogFilter.TagKeys"/>.</summary>
    Tags,

    /// <summary><see cref="CatalogFilter.SearchTokens"/>.</summary>
    SearchTokens,

    /// <summary><see cref="CatalogFilter.Created"/>.</summary>
    Created,

    /// <summary><see cref="CatalogFilter.Bytes"/>.</summary>
    Bytes,

    /// <summary><see cref="CatalogFilter.Width"/>.</summary>
    Width,

    /// <summary><see cref="CatalogFilter.Height"/>.</summary>
    Height,
}
