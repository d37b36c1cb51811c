namespace Unified.Media.Supabase.Tests;

/// <summary>The members of the client package that the bridge uses, called as they are called there.</summary>
internal sealed class SupabaseStub
{
    public StubAuth Auth { get; } = new();

    internal sealed class StubAuth
    {
        public StubSession? CurrentSession { get; set; }
    }

    internal sealed class StubSession
    {
        public string? AccessToken { get; set; }
    }
}
