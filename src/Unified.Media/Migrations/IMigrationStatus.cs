namespace Unified.Media;

/// <summary>Tells how far the schema of the catalog is. Packages that migrate register it; nothing else is promised to be there.</summary>
public interface IMigrationStatus
{
    /// <summary>Reads the schema's journal; changes nothing.</summary>
    /// <exception cref="MediaMigrationException">The journal cannot be read.</exception>
    Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken = default);
}
