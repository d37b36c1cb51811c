namespace Unified.Media.TestStorage;

/// <summary>What answers the tests.</summary>
public enum StorageTargetKind
{
    /// <summary>The local server of this library.</summary>
    Local,

    /// <summary>A container of the real server.</summary>
    Container,

    /// <summary>The server that the environment names.</summary>
    Environment,
}
