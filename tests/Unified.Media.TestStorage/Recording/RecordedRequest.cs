namespace Unified.Media.TestStorage;

/// <summary>A request as it came in.</summary>
/// <param name="Path">With its query, as sent.</param>
/// <param name="Headers">Names without regard to case.</param>
public sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The Authorization header; null where there was none.</summary>
    public string? Authorization => Headers.GetValueOrDefault("Authorization");
}
