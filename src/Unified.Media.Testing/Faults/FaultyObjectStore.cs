using System.Runtime.CompilerServices;
using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>An object store decorator that injects the faults of a <see cref="FaultPlan"/>. It has the abilities of the decorated store.</summary>
public sealed class FaultyObjectStore(IObjectStore inner, FaultPlan plan)
    : DelegatingObjectStore(inner), IObjectListing, IObjectUrls, IObjectBatchDelete
{
    /// <inheritdoc/>
    public int MaxBatchSize => Inner.GetAbility<IObjectBatchDelete>()!.MaxBatchSize;

    /// <inheritdoc/>
    public override Task<StoredObject> PutAsync(
        ObjectLocation location, ObjectBody body, PutOptions options, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(PutAsync), isWrite: true, () => Inner.PutAsync(location, body, options, cancellationToken));

    /// <inheritdoc/>
    public override Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(OpenReadAsync), isWrite: false, () => Inner.OpenReadAsync(location, range, cancellationToken));

    /// <inheritdoc/>
    public override Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(HeadAsync), isWrite: false, () => Inner.HeadAsync(location, cancellationToken));

    /// <inheritdoc/>
    public override Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        plan.InvokeAsync(ProviderName, Name(nameof(DeleteAsync)), isWrite: true, () => Inner.DeleteAsync(location, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken) =>
        plan.InvokeAsync(
            ProviderName,
            $"{nameof(IObjectBatchDelete)}.{nameof(DeleteManyAsync)}",
            isWrite: true,
            () => Inner.GetAbility<IObjectBatchDelete>()!.DeleteManyAsync(locations, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fault = plan.RecordCall($"{nameof(IObjectListing)}.{nameof(ListAsync)}");
        FaultPlan.ThrowBefore(fault, ProviderName, isWrite: false);
        var objects = Inner.GetAbility<IObjectListing>()!.ListAsync(bucket, keyPrefix, cancellationToken);
        await foreach (var stored in objects.ConfigureAwait(false))
        {
            yield return stored;
        }

        FaultPlan.ThrowAfter(fault, ProviderName, isWrite: false);
    }

    /// <inheritdoc/>
    public Uri? GetPublicUrl(ObjectLocation location) => Inner.GetAbility<IObjectUrls>()!.GetPublicUrl(location);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Uri?>> SignReadUrlsAsync(
        IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken) =>
        plan.InvokeAsync(
            ProviderName,
            $"{nameof(IObjectUrls)}.{nameof(SignReadUrlsAsync)}",
            isWrite: false,
            () => Inner.GetAbility<IObjectUrls>()!.SignReadUrlsAsync(locations, lifetime, cancellationToken));

    /// <summary>
    /// Returns an ability if the decorated store has it: this decorator if it implements the ability, otherwise the ability of the store.
    /// </summary>
    public override TAbility? GetAbility<TAbility>()
        where TAbility : class => Inner.GetAbility<TAbility>() is { } ability ? this as TAbility ?? ability : null;

    private Task<T> InvokeAsync<T>(string call, bool isWrite, Func<Task<T>> execute) =>
        plan.InvokeAsync(ProviderName, Name(call), isWrite, execute);

    private static string Name(string call) => $"{nameof(IObjectStore)}.{call}";
}
