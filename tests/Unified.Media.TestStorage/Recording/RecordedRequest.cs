namespace Unified.Media.TestStorage;

/// <summary>A request that the server has received.</summary>
/// <param name="Path">The raw path with its query.</param>
/// <param name="Headers">The headers; names are case-insensitive.</param>
public sealed record RecordedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The <c>Authorization</c> header; null when it is missing.</summary>
    public string? Authorization => Headers.GetValueOrDefault("Authorization");
}
