namespace Unified.Media.TestStorage;

/// <summary>A caller that a token identifies.</summary>
/// <param name="Role">The database role; <c>service_role</c> bypasses all policies.</param>
/// <param name="Subject">The id of the user; null for an API key.</param>
public sealed record StorageCaller(string Role, string? Subject)
{
    public static StorageCaller Service { get; } = new("service_role", null);

    public static StorageCaller Anonymous { get; } = new("anon", null);

    public bool IsService => Role == "service_role";
}
