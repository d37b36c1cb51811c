namespace Unified.Media.TestStorage;

/// <summary>The caller, as its token describes it.</summary>
/// <param name="Role">The role; <c>service_role</c> bypasses all policies.</param>
/// <param name="Subject">The user's id; null for keys.</param>
public sealed record StorageCaller(string Role, string? Subject)
{
    public static StorageCaller Service { get; } = new("service_role", null);

    public static StorageCaller Anonymous { get; } = new("anon", null);

    public bool IsService => Role == "service_role";
}
