namespace Unified.Media.Postgres;

/// <summary>
/// Thrown when the publishing trigger rejects an attempt: it can no longer become ready, or it was published before. Never leaves the catalog.
/// </summary>
internal sealed class LostAttemptException(Exception cause) : Exception("The attempt is lost.", cause);
