namespace Unified.Media.TestStorage;

/// <summary>Who calls, as the token says.</summary>
/// <param name="Role">service_role passes every policy.</param>
/// <param name="Subject">The user's id; null for keys.</param>
public sealed record StorageCaller(string Role, string? Subject)
{
    public static StorageCaller Service { get; } = new("service_role", null);

    public static StorageCaller Anonymous { get; } = new("anon", null);

    public bool IsService => Role == "service_role";
}
