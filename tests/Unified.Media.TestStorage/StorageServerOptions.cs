namespace Unified.Media.TestStorage;

/// <summary>How a local Storage server is set up. The defaults are those of the measured server.</summary>
public sealed class StorageServerOptions
{
    /// <summary>0: any free port.</summary>
    public int Port { get; set; }

    public string JwtSecret { get; set; } = "a secret for tests only, long enough for HMAC";

    /// <summary>The limit of the whole server, for raw bodies of known length, forms and resumable uploads.</summary>
    public long SizeLimit { get; set; } = 5L * 1024 * 1024 * 1024;

    public TimeSpan SignedUploadLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a resumable upload can be continued. Null: for ever, as the file backend does.</summary>
    public TimeSpan? ResumableLifetime { get; set; }

    /// <summary>The row-level rules at the start.</summary>
    public IList<StoragePolicy> Policies { get; } = [StoragePolicy.OwnFolder];

    /// <summary>Off for measurements.</summary>
    public bool RecordRequests { get; set; } = true;

    public TimeProvider Time { get; set; } = TimeProvider.System;
}
