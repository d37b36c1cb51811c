namespace Unified.Media;

/// <summary>
/// The database schema could not be migrated, or it is not in the state that the call needs. After you have removed the cause, repeat the call: it
/// continues where it stopped. Codes begin with <c>migration_</c>.
/// </summary>
/// <param name="code">A stable code that begins with <c>migration_</c>.</param>
/// <param name="message">A human-readable description.</param>
/// <param name="innerException">The exception of the provider; null when there is none.</param>
public sealed class MediaMigrationException(string code, string message, Exception? innerException = null)
    : MediaException(code, message, innerException)
{
    /// <summary>The name of the step that failed, such as <c>0020_media</c>; null when the failure is not about one step.</summary>
    public string? Step { get; init; }
}
