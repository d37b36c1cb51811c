namespace Unified.Media.Postgres;

/// <summary>The database's word that an attempt cannot be published, on its way to who asked. Never leaves the catalog.</summary>
internal sealed class LostAttemptException(Exception cause) : Exception("The attempt is lost.", cause);
