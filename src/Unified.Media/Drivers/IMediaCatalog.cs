namespace Unified.Media.Drivers;

/// <summary>
/// The contract of a catalog driver. A catalog stores the items that users see (<see cref="IMediaItems"/>) and the ledger of their objects
/// (<see cref="IMediaLedger"/>). One object implements both, because an item and its ledger rows change in one transaction.
/// </summary>
/// <remarks>
/// Only the core calls a catalog, so implementations need not validate arguments. Implementations are safe for concurrent use. They throw
/// <see cref="MediaProviderException"/> when the database fails, with <c>OutcomeUnknown</c> when a write may have taken effect. They do not wrap
/// <see cref="OperationCanceledException"/>. After 1.0 the contract grows only by members with a default body and by new abilities.
/// </remarks>
public interface IMediaCatalog : IMediaItems, IMediaLedger
{
    /// <summary>The name of the provider in logs, metrics and errors, such as <c>sqlite</c>.</summary>
    string ProviderName { get; }

    /// <summary>Returns the id of this catalog, which never changes. A sweep uses it to recognize the buckets of the catalog.</summary>
    Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Returns an optional ability such as <see cref="IPreparable"/>; null when the catalog does not have it. Decorators return the abilities
    /// of the decorated catalog.
    /// </summary>
    TAbility? GetAbility<TAbility>()
        where TAbility : class => this as TAbility;
}
