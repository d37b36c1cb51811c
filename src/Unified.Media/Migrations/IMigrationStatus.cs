namespace Unified.Media;

/// <summary>
/// Reports the state of the database schema. Packages that migrate a schema register it; without such a package there is no service of this type.
/// </summary>
public interface IMigrationStatus
{
    /// <summary>Reads the journal of the schema. Changes nothing.</summary>
    /// <exception cref="MediaMigrationException">The journal cannot be read.</exception>
    Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken = default);
}
