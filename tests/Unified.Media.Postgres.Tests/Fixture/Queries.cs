using Unified.Media.Drivers;

namespace Unified.Media.Postgres.Tests;

/// <summary>Creates queries like the core does.</summary>
internal static class Queries
{
    /// <summary>Creates a query for the items of the user, or of another owner.</summary>
    public static CatalogQuery Of(MediaUser user, MediaFilter? filter = null, OwnerId? owner = null) =>
        new() { Filter = CatalogFilter.Create(user, owner ?? user.Id!.Value, filter ?? new()) };
}
