namespace Unified.Media.TestStorage;

/// <summary>
/// A row-level security policy, which allows commands on objects. A command is allowed if at least one policy allows it; without policies, only the
/// service role has access.
/// </summary>
/// <param name="Commands">The commands that the policy allows.</param>
/// <param name="Allows">Determines whether the policy applies to a caller, a bucket and a key.</param>
public sealed record StoragePolicy(StorageCommand Commands, Func<StorageCaller, string, string, bool> Allows)
{
    private static readonly string[] RootFolders = ["uploads", "enhanced", "stock"];

    /// <summary>Allows a signed-in user all commands in <c>{user}/…</c> and <c>(uploads|enhanced|stock)/{user}/…</c>, in every bucket.</summary>
    public static StoragePolicy OwnFolder { get; } = new(StorageCommand.All, (caller, _, key) =>
    {
        // The last segment is the name of the object, not a folder.
        var folders = key.Split('/')[..^1];
        return caller is { Role: "authenticated", Subject: { } user }
            && ((folders.Length > 0 && folders[0] == user) || (folders.Length > 1 && RootFolders.Contains(folders[0]) && folders[1] == user));
    });
}
