namespace Unified.Media.TestDatabase;

/// <summary>Settings of test servers.</summary>
public static class ServerSettings
{
    /// <summary>Fast settings without durability, with enough connections for parallel tests.</summary>
    public static IReadOnlyDictionary<string, string> Fast { get; } = new Dictionary<string, string>
    {
        ["fsync"] = "off",
        ["full_page_writes"] = "off",
        ["max_connections"] = "300",
        ["shared_buffers"] = "256MB",
        ["max_wal_size"] = "4GB",
    };

    /// <summary>Durable settings, for measurements and for tests that kill the server.</summary>
    public static IReadOnlyDictionary<string, string> Durable { get; } = new Dictionary<string, string>(Fast)
    {
        ["fsync"] = "on",
        ["full_page_writes"] = "on",
    };

    /// <summary>Returns the settings with one setting added or replaced.</summary>
    public static IReadOnlyDictionary<string, string> With(this IReadOnlyDictionary<string, string> settings, string name, string value) =>
        new Dictionary<string, string>(settings) { [name] = value };
}
