namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>A principal: a login to the server, a role, and a user.</summary>
/// <param name="Name">The name in test output.</param>
/// <param name="Connection">The login to the server: the application's, the service's or the worker's.</param>
/// <param name="Role">The assumed role; null for none.</param>
/// <param name="Login">The login id in the claims; null for none.</param>
/// <param name="Owners">The owner ids of the login in the database.</param>
internal sealed record Principal(string Name, string Connection, string? Role, Guid? Login, IReadOnlyList<Guid> Owners)
{
    public bool IsUser => Role == "authenticated";

    public bool IsService => Role == "service_role";

    /// <summary>True for the application without a role, which is how it calls the ledger.</summary>
    public bool IsApplication => Connection == World.App && Role is null;

    public bool IsWorker => Connection == World.Worker;

    /// <summary>True for a user with two profiles. The policies of the legacy application raise an error for this user.</summary>
    public bool HasTwoProfiles => IsUser && Owners.Count > 1;

    public bool Owns(Item item) => Owners.Contains(item.Owner);

    public override string ToString() => Name;
}
