using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Unified.Media.Supabase;

/// <summary>Uploads in chunks that survive broken connections and, where the content is known, the process.</summary>
internal sealed class ResumableUploads(
    StorageTransport transport, ObjectReads reads, IUploadSessionStore sessions, int chunkBytes, int maxRetries, ILogger logger)
{
    public async Task PutAsync(ObjectLocation location, BodySource source, UploadTerms terms, CancellationToken cancellationToken)
    {
        var identity = terms.SignedToken is null ? await transport.IdentifyAsync(cancellationToken).ConfigureAwait(false) : null;
        var upload = new ResumableUpload(
            new TusCalls(transport, location, terms, identity),
            source,
            new SessionMemory(sessions, terms.ContentSha256 is null ? null : Id(location, source.Length, terms, identity), logger),
            (mark, token) => reads.IsMarkedAsync(location, mark, identity, token),
            terms,
            new UploadProgress(terms.Progress, source.Length),
            chunkBytes,
            maxRetries,
            transport.Time,
            logger);
        await upload.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    // Everything that must be the same for an upload to be gone on with. A token that was renewed is still the same user's.
    private string Id(ObjectLocation location, long length, UploadTerms terms, StorageIdentity? identity) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n',
            transport.Address.UploadBase,
            identity?.Subject ?? $"signed:{terms.SignedToken}",
            location.Bucket,
            location.Key,
            length,
            terms.ContentSha256,
            terms.ContentType,
            terms.CacheControl,
            terms.Overwrite,
            terms.Metadata?.ToJsonString()))));
}
