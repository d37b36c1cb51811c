namespace Unified.Media.Supabase;

/// <summary>
/// Stores the sessions of unfinished resumable uploads, so that they can be resumed. The default keeps them in memory, or in the folder
/// <see cref="SupabaseStorageOptions.UploadSessionFolder"/>. To store them elsewhere, register an implementation before <c>UseSupabaseStorage</c>.
/// The id of a session is a digest of the server, the user, the location and the content, so that no upload resumes that of another user or of other
/// content. When the store fails, the upload continues and cannot be resumed. Safe for concurrent use.
/// </summary>
public interface IUploadSessionStore
{
    /// <summary>Finds a session.</summary>
    /// <param name="id">The id: 64 lower-case hexadecimal digits.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The session; null when none is stored.</returns>
    Task<string?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Saves a session, and replaces an earlier one.</summary>
    /// <param name="id">The id: 64 lower-case hexadecimal digits.</param>
    /// <param name="session">At most 2,000 ASCII characters. They are not secret: resuming the upload also needs a token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task SaveAsync(string id, string session, CancellationToken cancellationToken);

    /// <summary>Removes a session. Succeeds when none is stored.</summary>
    /// <param name="id">The id: 64 lower-case hexadecimal digits.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}
