namespace Unified.Media;

/// <summary>
/// Cleans up after crashes and outages: ends uploads whose lease has expired, and deletes the objects of deleted items. A host runs it periodically
/// unless <see cref="JanitorOptions.Enabled"/> is false; your application can also call it. The service is a singleton and is safe for concurrent
/// use. Janitors in several processes share the work.
/// </summary>
public interface IMediaJanitor
{
    /// <summary>Processes all ledger rows that are due.</summary>
    /// <param name="cancellationToken">Stops within 10 seconds, after the call to the object store that is in progress.</param>
    /// <returns>The number of ledger rows that were due, of objects that were deleted, and of tombstones that were removed.</returns>
    /// <exception cref="MediaProviderException">The catalog failed. A later run continues with the remaining rows.</exception>
    Task<JanitorReport> RunAsync(CancellationToken cancellationToken = default);
}
