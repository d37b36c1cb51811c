namespace Unified.Media;

/// <summary>
/// The schema could not be brought up to date, or cannot be used as it is. Nothing half done is left that the same call would not finish
/// when its cause is gone. Codes begin with <c>migration_</c>; a provider's error is the inner exception.
/// </summary>
public sealed class MediaMigrationException(string code, string message, Exception? innerException = null)
    : MediaException(code, message, innerException)
{
    /// <summary>The name of the step that failed: <c>0020_media</c>; null where the failure belongs to no single step.</summary>
    public string? Step { get; init; }
}
