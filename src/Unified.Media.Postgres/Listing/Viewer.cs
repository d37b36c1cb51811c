namespace Unified.Media.Postgres;

/// <summary>Who looks.</summary>
/// <param name="Identity">As whom statements run.</param>
/// <param name="User">The id that the host knows the user by; null for nobody and the service.</param>
/// <param name="Owner">The owner that the user is; null where the catalog knows none.</param>
/// <param name="IsService">True for the service, which sees everything.</param>
internal sealed record Viewer(Identity Identity, OwnerId? User, Guid? Owner, bool IsService)
{
    /// <summary>True when the viewer sees all of an owner's items, and not the public ones only.</summary>
    public bool SeesAll(Guid owner) => IsService || Owner == owner;
}
