namespace Unified.Media.TestStorage;

/// <summary>A fault, and the requests that it applies to.</summary>
internal sealed class PlannedFault(InjectedFault fault, string? method, string? path)
{
    public InjectedFault Fault { get; } = fault;

    public int Times { get; set; }

    public int Skips { get; set; }

    public bool Matches(string requestMethod, string requestPath) =>
        (method is null || string.Equals(method, requestMethod, StringComparison.OrdinalIgnoreCase))
        && (path is null || requestPath.Contains(path, StringComparison.Ordinal));
}
