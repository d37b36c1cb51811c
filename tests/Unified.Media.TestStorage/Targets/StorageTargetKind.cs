namespace Unified.Media.TestStorage;

/// <summary>The kinds of servers that tests run against.</summary>
public enum StorageTargetKind
{
    /// <summary>The local server of this library.</summary>
    Local,

    /// <summary>A container of the real server.</summary>
    Container,

    /// <summary>The server that the environment names.</summary>
    Environment,
}
