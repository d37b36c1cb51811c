using Microsoft.Extensions.Logging;

namespace Unified.Media.Supabase;

/// <summary>What the client, its buckets and the object store are made of.</summary>
internal sealed class StorageParts
{
    private const int HostedChunkBytes = 6 * 1024 * 1024;
    private const int ChunkBytes = 8 * HostedChunkBytes;

    public StorageParts(
        IHttpClientFactory clients, SupabaseStorageOptions options, IUploadSessionStore sessions, TimeProvider time, ILogger logger)
    {
        Options = options;
        Logger = logger;
        Transport = new(clients, options, time, logger);
        Buckets = new(Transport, options, logger);
        Reads = new(Transport, options.MaxRetries, logger);
        Signing = new(Transport);
        var chunkBytes = options.ResumableChunkBytes ?? (Transport.Address.IsHosted ? HostedChunkBytes : ChunkBytes);
        Uploads = new(Transport, Reads, Buckets, new(Transport, Reads, sessions, chunkBytes, options.MaxRetries, logger), options);
    }

    public SupabaseStorageOptions Options { get; }

    public ILogger Logger { get; }

    public StorageTransport Transport { get; }

    public BucketDirectory Buckets { get; }

    public ObjectReads Reads { get; }

    public ObjectSigning Signing { get; }

    public ObjectUploads Uploads { get; }
}
