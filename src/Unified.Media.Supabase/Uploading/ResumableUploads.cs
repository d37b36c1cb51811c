using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>Uploads in chunks that survive broken connections and, where the content is known, the process.</summary>
internal sealed class ResumableUploads(
    ResumableUploadApi api, ObjectReads reads, StorageCredentials credentials, StorageAddress address, IUploadSessionStore sessions,
    IOptions<SupabaseStorageOptions> settings, TimeProvider time, ILogger<ResumableUploads> logger)
{
    private const int HostedChunkBytes = 6 * 1024 * 1024;
    private const int ChunkBytes = 8 * HostedChunkBytes;

    private readonly ResumableRules _rules = new(
        settings.Value.ResumableChunkBytes ?? (address.IsHosted ? HostedChunkBytes : ChunkBytes), settings.Value.MaxRetries);

    public async Task PutAsync(ObjectLocation location, BodySource source, UploadOptions options, CancellationToken cancellationToken)
    {
        var identity = options.SignedToken is null ? await credentials.IdentifyAsync(cancellationToken).ConfigureAwait(false) : null;
        var target = new ResumableTarget(location, options, identity);
        var id = options.ContentSha256 is null ? null : SessionId(target, source.Length);
        var upload = new ResumableUpload(api, reads, target, source, new(sessions, id, logger), _rules, time, logger);
        await upload.UploadAsync(cancellationToken).ConfigureAwait(false);
    }

    // Everything that must be the same for an upload to be resumed. A token that was renewed is still the same user's.
    private string SessionId(ResumableTarget target, long length) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n',
            address.UploadBase,
            target.Identity?.Subject ?? $"signed:{target.Options.SignedToken}",
            target.Location.Bucket,
            target.Location.Key,
            length,
            target.Options.ContentSha256,
            target.Options.ContentType,
            target.Options.CacheControl,
            target.Options.Overwrite,
            target.Options.Metadata?.ToJsonString()))));
}
