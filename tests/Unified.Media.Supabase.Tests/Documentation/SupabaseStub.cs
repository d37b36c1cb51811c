namespace Unified.Media.Supabase.Tests;

/// <summary>A stub with the members of the package Supabase that the README uses.</summary>
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
