namespace Unified.Media.Supabase.Tests;

/// <summary>An application's class that the README uses. It has a token for all users except one.</summary>
internal sealed class TokenStore
{
    private readonly string _prefix = "token.of.";

    public static OwnerId Unknown { get; } = OwnerId.FromGuid(new Guid("00000000-0000-4000-8000-000000000001"));

    public ValueTask<string?> FindAsync(OwnerId id, CancellationToken cancellationToken) => new(id == Unknown ? null : _prefix + id);
}
