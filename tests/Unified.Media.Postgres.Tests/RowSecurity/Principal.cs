namespace Unified.Media.Postgres.Tests.RowSecurity;

/// <summary>Who is asking: with which login to the server, as which role, for which of its users.</summary>
/// <param name="Name">As tests call it.</param>
/// <param name="Connection">The login to the server: the application's, the service's or the worker's.</param>
/// <param name="Role">The role that is taken on; null for none.</param>
/// <param name="Login">The login id in the claims; null for nobody.</param>
/// <param name="Owners">The owners that the database gives to that login.</param>
internal sealed record Principal(string Name, string Connection, string? Role, Guid? Login, IReadOnlyList<Guid> Owners)
{
    public bool IsUser => Role == "authenticated";

    public bool IsService => Role == "service_role";

    /// <summary>Whether the application asks on a user's behalf without having taken on a role: so it calls the ledger.</summary>
    public bool IsApplication => Connection == World.App && Role is null;

    public bool IsWorker => Connection == World.Worker;

    /// <summary>With two profiles the host's own policies fail as soon as they are asked, as before the migration.</summary>
    public bool IsTwin => IsUser && Owners.Count > 1;

    public bool Owns(Item item) => Owners.Contains(item.Owner);

    public override string ToString() => Name;
}
