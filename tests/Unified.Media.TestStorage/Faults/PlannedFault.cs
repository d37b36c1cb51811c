namespace Unified.Media.TestStorage;

/// <summary>A fault, and the method and path of the requests that get it.</summary>
internal sealed class PlannedFault(InjectedFault fault, string? method, string? path)
{
    public InjectedFault Fault { get; } = fault;

    /// <summary>The number of requests that will get the fault.</summary>
    public int Times { get; set; }

    /// <summary>The number of matching requests that will be handled without the fault first.</summary>
    public int Skips { get; set; }

    public bool Matches(string requestMethod, string requestPath) =>
        (method is null || string.Equals(method, requestMethod, StringComparison.OrdinalIgnoreCase))
        && (path is null || requestPath.Contains(path, StringComparison.Ordinal));
}
