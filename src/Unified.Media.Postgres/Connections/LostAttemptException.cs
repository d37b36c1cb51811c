namespace Unified.Media.Postgres;

/// <summary>
/// Thrown when the trigger on the table of items rejects an attempt, because another call has ended it or has already published it. The catalog
/// always catches this exception.
/// </summary>
internal sealed class LostAttemptException(Exception cause) : Exception("The attempt is lost.", cause);
