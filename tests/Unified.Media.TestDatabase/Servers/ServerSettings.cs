namespace Unified.Media.TestDatabase;

/// <summary>What a server for tests is started with.</summary>
public static class ServerSettings
{
    /// <summary>Fast and forgetful: a test server need not survive its machine. Enough connections for tests that run side by side.</summary>
    public static IReadOnlyDictionary<string, string> Fast { get; } = new Dictionary<string, string>
    {
        ["fsync"] = "off",
        ["full_page_writes"] = "off",
        ["max_connections"] = "300",
        ["shared_buffers"] = "256MB",
        ["max_wal_size"] = "4GB",
    };

    /// <summary>As a server is run: what is committed survives. For figures and for tests that kill the server.</summary>
    public static IReadOnlyDictionary<string, string> Durable { get; } = new Dictionary<string, string>(Fast)
    {
        ["fsync"] = "on",
        ["full_page_writes"] = "on",
    };

    /// <summary>The same with one setting more, or another value of it.</summary>
    public static IReadOnlyDictionary<string, string> With(this IReadOnlyDictionary<string, string> settings, string name, string value) =>
        new Dictionary<string, string>(settings) { [name] = value };
}
