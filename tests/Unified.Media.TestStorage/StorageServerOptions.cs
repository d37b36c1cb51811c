namespace Unified.Media.TestStorage;

/// <summary>The options of a local Storage server. The defaults are the settings of the recorded real server.</summary>
public sealed class StorageServerOptions
{
    /// <summary>The port; 0 for any free port.</summary>
    public int Port { get; set; }

    public string JwtSecret { get; set; } = "a secret for tests only, long enough for HMAC";

    /// <summary>The maximum number of bytes per object. Like the real server, it does not apply to raw bodies of unknown length.</summary>
    public long SizeLimit { get; set; } = 5L * 1024 * 1024 * 1024;

    public TimeSpan SignedUploadLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The lifetime of resumable uploads; null for no limit, like the file backend of the real server.</summary>
    public TimeSpan? ResumableLifetime { get; set; }

    /// <summary>The policies at the start of the server.</summary>
    public IList<StoragePolicy> Policies { get; } = [StoragePolicy.OwnFolder];

    /// <summary>True to record requests. Benchmarks set it to false.</summary>
    public bool RecordRequests { get; set; } = true;

    public TimeProvider Time { get; set; } = TimeProvider.System;
}
