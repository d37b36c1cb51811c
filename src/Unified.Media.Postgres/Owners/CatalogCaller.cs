namespace Unified.Media.Postgres;

/// <summary>The user of a call, as the catalog knows them.</summary>
/// <param name="Role">The database role of the call's statements.</param>
/// <param name="User">The host's id of the user; null for anonymous callers and the service.</param>
/// <param name="Owner">The owner that the user is; null where the catalog knows none.</param>
/// <param name="IsService">True for the service, which sees everything.</param>
internal sealed record CatalogCaller(DatabaseRole Role, OwnerId? User, Guid? Owner, bool IsService);
