namespace Unified.Media.Postgres;

/// <summary>Raised when the database reports that an attempt cannot be published. Never leaves the catalog.</summary>
internal sealed class LostAttemptException(Exception cause) : Exception("The attempt is lost.", cause);
