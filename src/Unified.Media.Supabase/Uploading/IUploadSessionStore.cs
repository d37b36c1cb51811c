namespace Unified.Media.Supabase;

/// <summary>
/// Remembers unfinished resumable uploads, so that they are gone on with: in memory by default, in a folder with
/// <see cref="SupabaseStorageOptions.UploadSessionFolder"/>, or elsewhere by registering another implementation before
/// <c>UseSupabaseStorage</c>. Ids are digests of the server, the user, the object's place and the content, so that no upload resumes another
/// user's or another content's upload. Safe for concurrent use.
/// </summary>
public interface IUploadSessionStore
{
    /// <summary>Finds a session; null when none was saved.</summary>
    Task<string?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Saves a session, in place of an earlier one.</summary>
    /// <param name="id">64 lower-case hexadecimal digits.</param>
    /// <param name="session">At most 2,000 ASCII characters; not secret, because it is of no use without a token.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task SaveAsync(string id, string session, CancellationToken cancellationToken);

    /// <summary>Forgets a session; one that is not there is success.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}
