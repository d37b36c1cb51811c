namespace Unified.Media;

/// <summary>
/// Completes what crashes and outages interrupted: ends uploads whose lease has expired and deletes the objects of deleted items. Runs
/// periodically in a host unless <see cref="JanitorOptions.Enabled"/> is false; your application can also call it. A singleton, safe for
/// concurrent use. Several janitors, also in several processes, share the work.
/// </summary>
public interface IMediaJanitor
{
    /// <summary>Does all the work that is due.</summary>
    /// <param name="cancellationToken">Stops within 10 seconds, after the call to the object store that is in progress.</param>
    /// <returns>The numbers of cleaned ledger rows.</returns>
    /// <exception cref="MediaProviderException">The catalog failed. Completed work stays complete; the rest is due again later.</exception>
    Task<JanitorReport> RunAsync(CancellationToken cancellationToken = default);
}
