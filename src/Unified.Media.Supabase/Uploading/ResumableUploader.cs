using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>
/// Uploads objects in chunks. An upload continues after a broken connection. If the hash of the content is known, a later upload can resume
/// an upload that failed.
/// </summary>
internal sealed class ResumableUploader(
    ResumableUploadApi api, ObjectReader reader, StorageCredentials credentials, StorageEndpoint endpoint, IUploadSessionStore sessions,
    IOptions<SupabaseStorageOptions> options, TimeProvider time, ILogger<ResumableUploader> logger)
{
    private const int HostedChunkBytes = 6 * 1024 * 1024;
    private const int DefaultChunkBytes = 8 * HostedChunkBytes;

    private readonly ResumableUploadSettings _settings = new(
        options.Value.ResumableChunkBytes ?? (endpoint.IsHosted ? HostedChunkBytes : DefaultChunkBytes), options.Value.MaxRetries);

    public async Task PutAsync(
        MediaUser user, ObjectLocation location, ObjectBodyReader body, UploadOptions uploadOptions, CancellationToken cancellationToken)
    {
        var identity = uploadOptions.SignedToken is null ? await credentials.ResolveAsync(user, cancellationToken).ConfigureAwait(false) : null;
        var target = new ResumableUploadTarget(location, uploadOptions, identity?.ToCaller() ?? new(user));
        var id = uploadOptions.ContentSha256 is null ? null : SessionId(target, body.Length);
        var resumableUpload = new ResumableUpload(api, reader, target, body, new(sessions, id, logger), _settings, time, logger);
        await resumableUpload.UploadAsync(cancellationToken).ConfigureAwait(false);
    }

    // An earlier upload is resumed only if all of these values are equal. The subject stays the same when the access token is renewed.
    private string SessionId(ResumableUploadTarget target, long length) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n',
            endpoint.UploadBase,
            target.Caller.Identity?.Subject ?? $"signed:{target.Options.SignedToken}",
            target.Location.Bucket,
            target.Location.Key,
            length,
            target.Options.ContentSha256,
            target.Options.ContentType,
            target.Options.CacheControl,
            target.Options.Overwrite,
            target.Options.Metadata?.ToJsonString()))));
}
