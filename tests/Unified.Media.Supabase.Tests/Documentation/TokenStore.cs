namespace Unified.Media.Supabase.Tests;

/// <summary>The class of an application that the README names. It has a token for every user but one.</summary>
internal sealed class TokenStore
{
    private readonly string _prefix = "token.of.";

    public static OwnerId Unknown { get; } = OwnerId.FromGuid(new Guid("00000000-0000-4000-8000-000000000001"));

    public ValueTask<string?> FindAsync(OwnerId id, CancellationToken cancellationToken) => new(id == Unknown ? null : _prefix + id);
}
