namespace Unified.Media.TestStorage;

/// <summary>The kinds of servers that tests can run against.</summary>
public enum StorageTargetKind
{
    /// <summary>A local <see cref="StorageServer"/>.</summary>
    Local,

    /// <summary>The real server in a container.</summary>
    Container,

    /// <summary>A real server that environment variables specify.</summary>
    Environment,
}
