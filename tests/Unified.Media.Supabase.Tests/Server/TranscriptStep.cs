namespace Unified.Media.Supabase.Tests.Server;

/// <summary>A request and its recorded response.</summary>
internal sealed record TranscriptStep
{
    public string? Why { get; init; }

    /// <summary>The number of seconds to wait before the request.</summary>
    public double Wait { get; init; }

    public required TranscriptRequest Request { get; init; }

    /// <summary>The values of the response that later requests use, by name: <c>header:location</c> or <c>body:signedURL</c>.</summary>
    public IReadOnlyDictionary<string, string>? Keep { get; init; }

    /// <summary>The properties and headers whose values differ between servers. Only their presence is compared.</summary>
    public IReadOnlyList<string>? Volatile { get; init; }

    /// <summary>True to compare the status only, for errors of the web framework.</summary>
    public bool StatusOnly { get; init; }

    /// <summary>The response; null until it is recorded.</summary>
    public TranscriptResponse? Response { get; init; }
}
