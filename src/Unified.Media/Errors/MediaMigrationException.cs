namespace Unified.Media;

/// <summary>
/// The database schema could not be brought up to date, or cannot be used as it is. After the cause is gone, the same call finishes
/// whatever was left half done. Codes begin with <c>migration_</c>.
/// </summary>
/// <param name="code">A stable code that begins with <c>migration_</c>.</param>
/// <param name="message">A description for people.</param>
/// <param name="innerException">The provider's own error; null where there is none.</param>
public sealed class MediaMigrationException(string code, string message, Exception? innerException = null)
    : MediaException(code, message, innerException)
{
    /// <summary>The name of the step that failed: <c>0020_media</c>; null when the failure belongs to no single step.</summary>
    public string? Step { get; init; }
}
