namespace Unified.Media.Postgres;

/// <summary>The caller of the catalog.</summary>
/// <param name="Role">The database role of the call's statements.</param>
/// <param name="User">The host's id of the user; null for anonymous callers and the service.</param>
/// <param name="Owner">The owner id of the user in the catalog; null if the catalog has none.</param>
/// <param name="IsService">True for the service, which may read every item.</param>
internal sealed record CatalogCaller(DatabaseRole Role, OwnerId? User, Guid? Owner, bool IsService);
