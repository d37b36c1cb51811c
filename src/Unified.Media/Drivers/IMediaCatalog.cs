namespace Unified.Media.Drivers;

/// <summary>
/// Keeps facts: the items that users see (<see cref="IMediaItems"/>) and the ledger of their objects (<see cref="IMediaLedger"/>). Both are
/// one object, because an item appears and disappears in one transaction with its ledger rows. Called by the core only: arguments are already
/// valid. Safe for concurrent use. A driver raises <see cref="MediaProviderException"/> for its provider's failures, with
/// <c>OutcomeUnknown</c> where a write may have taken effect, and lets cancellation through. After 1.0 this interface and its two parts grow
/// only by members with a default body or by new abilities.
/// </summary>
public interface IMediaCatalog : IMediaItems, IMediaLedger
{
    /// <summary>The provider's name in logs, metrics and errors: <c>sqlite</c>.</summary>
    string ProviderName { get; }

    /// <summary>Gets the catalog's own id, which is made once and kept. A sweep recognizes its buckets by it.</summary>
    Task<Guid> GetCatalogIdAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Gets the ability of that type, or null when the catalog does not have it: <see cref="IPreparable"/>. Decorators answer for what they
    /// wrap.
    /// </summary>
    TAbility? GetAbility<TAbility>()
        where TAbility : class => this as TAbility;
}
