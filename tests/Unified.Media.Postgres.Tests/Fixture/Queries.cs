using Unified.Media.Drivers;

namespace Unified.Media.Postgres.Tests;

/// <summary>Queries as the core gives them to catalogs.</summary>
internal static class Queries
{
    /// <summary>A user's query for the user's own items, or for those of another owner.</summary>
    public static CatalogQuery Of(MediaUser user, MediaFilter? filter = null, OwnerId? owner = null) =>
        new() { Filter = CatalogFilter.Of(user, owner ?? user.Id!.Value, filter ?? new()) };
}
