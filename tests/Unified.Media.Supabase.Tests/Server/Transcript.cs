namespace Unified.Media.Supabase.Tests.Server;

/// <summary>A recorded conversation with the real server: one quirk of the protocol.</summary>
internal sealed record Transcript
{
    /// <summary>What the conversation shows, as a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>Needs tokens of users and the policies of own folders.</summary>
    public bool Users { get; init; }

    /// <summary>Depends on the server keeping objects in files: another backend answers otherwise.</summary>
    public bool FileBackend { get; init; }

    public required IReadOnlyList<TranscriptStep> Steps { get; init; }
}
