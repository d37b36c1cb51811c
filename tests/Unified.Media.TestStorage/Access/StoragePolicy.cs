namespace Unified.Media.TestStorage;

/// <summary>
/// A row-level policy: allows its commands on an object to the callers that it accepts. Policies are additive; without any, only the service has
/// access.
/// </summary>
public sealed record StoragePolicy(StorageCommand Commands, Func<StorageCaller, string, string, bool> Allows)
{
    private static readonly string[] Areas = ["uploads", "enhanced", "stock"];

    /// <summary>Allows a signed-in user all commands in <c>{user}/…</c> and <c>(uploads|enhanced|stock)/{user}/…</c>, in every bucket.</summary>
    public static StoragePolicy OwnFolder { get; } = new(StorageCommand.All, (caller, _, key) =>
    {
        // The last segment is the name of the object, not a folder.
        var folders = key.Split('/')[..^1];
        return caller is { Role: "authenticated", Subject: { } user }
            && ((folders.Length > 0 && folders[0] == user) || (folders.Length > 1 && Areas.Contains(folders[0]) && folders[1] == user));
    });
}
