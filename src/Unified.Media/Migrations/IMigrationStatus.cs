namespace Unified.Media;

/// <summary>
/// Reports the state of the database schema. Packages that migrate a schema register this service; without such a package it is not registered.
/// </summary>
public interface IMigrationStatus
{
    /// <summary>Reads the journal of the schema. Changes nothing.</summary>
    /// <returns>The state of every step.</returns>
    /// <exception cref="MediaMigrationException">The journal cannot be read.</exception>
    Task<MigrationStatus> GetStatusAsync(CancellationToken cancellationToken = default);
}
