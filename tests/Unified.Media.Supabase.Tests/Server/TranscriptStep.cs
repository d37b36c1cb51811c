namespace Unified.Media.Supabase.Tests.Server;

/// <summary>One request and its answer.</summary>
internal sealed record TranscriptStep
{
    public string? Why { get; init; }

    /// <summary>Seconds to let pass before, for what expires.</summary>
    public double Wait { get; init; }

    public required TranscriptRequest Request { get; init; }

    /// <summary>Values of the answer that later requests use: name → <c>header:location</c> or <c>body:signedURL</c>.</summary>
    public IReadOnlyDictionary<string, string>? Keep { get; init; }

    /// <summary>Properties of the body and headers whose values differ from server to server; only their presence counts.</summary>
    public IReadOnlyList<string>? Volatile { get; init; }

    /// <summary>Refused below the routes: only the status counts, since another web server words it otherwise.</summary>
    public bool StatusOnly { get; init; }

    /// <summary>Null until it is recorded.</summary>
    public TranscriptResponse? Response { get; init; }
}
