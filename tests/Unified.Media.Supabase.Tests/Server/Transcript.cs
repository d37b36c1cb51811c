namespace Unified.Media.Supabase.Tests.Server;

/// <summary>A recorded sequence of requests to the real server, which shows one property of the protocol.</summary>
internal sealed record Transcript
{
    /// <summary>The property that the transcript shows, as a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>True when it needs access tokens of users, and policies for their folders.</summary>
    public bool Users { get; init; }

    /// <summary>True when it depends on the file backend of the server.</summary>
    public bool FileBackend { get; init; }

    public required IReadOnlyList<TranscriptStep> Steps { get; init; }
}
