namespace Unified.Media.Supabase;

/// <summary>
/// Stores the sessions of unfinished uploads in chunks, so that the uploads can be resumed. The default implementation stores them in memory, or in
/// the folder <see cref="SupabaseStorageOptions.UploadSessionFolder"/>. To store them elsewhere, register an implementation before
/// <c>UseSupabaseStorage</c>. Implementations must be safe for concurrent use. When one throws, the upload continues, but cannot be resumed later.
/// The id of a session is a hash of the server, the user, the location, the content and the options, so an upload never resumes the upload of
/// another user or of other content.
/// </summary>
public interface IUploadSessionStore
{
    /// <summary>Finds a session.</summary>
    /// <param name="id">The id: 64 lower-case hexadecimal digits.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The string that was passed to <see cref="SaveAsync"/>; null when no session with this id is stored.</returns>
    Task<string?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Saves a session. Replaces an earlier session with the same id.</summary>
    /// <param name="id">The id: 64 lower-case hexadecimal digits.</param>
    /// <param name="session">
    /// The session, as at most 2,000 ASCII characters. It is not secret, because resuming the upload also requires credentials.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task SaveAsync(string id, string session, CancellationToken cancellationToken);

    /// <summary>Removes a session. Does nothing when no session with this id is stored.</summary>
    /// <param name="id">The id: 64 lower-case hexadecimal digits.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}
