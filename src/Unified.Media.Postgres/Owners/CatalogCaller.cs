namespace Unified.Media.Postgres;

/// <summary>The user who calls the catalog, with the ids and the database role of this user.</summary>
/// <param name="DatabaseRole">The role and the claims with which the statements run.</param>
/// <param name="User">The id by which the application knows the user; null for anonymous callers and the service.</param>
/// <param name="Owner">The owner id of the user in the database; null if the database has no owner for the user.</param>
/// <param name="IsService">True for the service, which may read every item.</param>
internal sealed record CatalogCaller(DatabaseRole DatabaseRole, OwnerId? User, Guid? Owner, bool IsService);
