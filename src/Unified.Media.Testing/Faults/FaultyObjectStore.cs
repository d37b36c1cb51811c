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
        InvokeAsync(nameof(PutAsync), writes: true, () => Inner.PutAsync(location, body, options, cancellationToken));

    /// <inheritdoc/>
    public override Task<ObjectContent?> OpenReadAsync(ObjectLocation location, ByteRange? range, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(OpenReadAsync), writes: false, () => Inner.OpenReadAsync(location, range, cancellationToken));

    /// <inheritdoc/>
    public override Task<StoredObject?> HeadAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        InvokeAsync(nameof(HeadAsync), writes: false, () => Inner.HeadAsync(location, cancellationToken));

    /// <inheritdoc/>
    public override Task DeleteAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        plan.InvokeAsync(ProviderName, Name(nameof(DeleteAsync)), writes: true, () => Inner.DeleteAsync(location, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectDeleteResult>> DeleteManyAsync(
        IReadOnlyList<ObjectLocation> locations, CancellationToken cancellationToken) =>
        plan.InvokeAsync(
            ProviderName,
            $"{nameof(IObjectBatchDelete)}.{nameof(DeleteManyAsync)}",
            writes: true,
            () => Inner.GetAbility<IObjectBatchDelete>()!.DeleteManyAsync(locations, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        string bucket, string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var fault = plan.RecordCall($"{nameof(IObjectListing)}.{nameof(ListAsync)}");
        FaultPlan.ThrowBefore(fault, ProviderName, writes: false);
        var objects = Inner.GetAbility<IObjectListing>()!.ListAsync(bucket, keyPrefix, cancellationToken);
        await foreach (var stored in objects.ConfigureAwait(false))
        {
            yield return stored;
        }

        FaultPlan.ThrowAfter(fault, ProviderName, writes: false);
    }

    /// <inheritdoc/>
    public Uri? GetPublicUrl(ObjectLocation location) => Inner.GetAbility<IObjectUrls>()!.GetPublicUrl(location);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Uri?>> SignReadUrlsAsync(
        IReadOnlyList<ObjectLocation> locations, TimeSpan lifetime, CancellationToken cancellationToken) =>
        plan.InvokeAsync(
            ProviderName,
            $"{nameof(IObjectUrls)}.{nameof(SignReadUrlsAsync)}",
            writes: false,
            () => Inner.GetAbility<IObjectUrls>()!.SignReadUrlsAsync(locations, lifetime, cancellationToken));

    /// <summary>
    /// Returns an ability only if the decorated store has it: this decorator if it implements the ability, otherwise that of the store.
    /// </summary>
    public override TAbility? GetAbility<TAbility>()
        where TAbility : class => Inner.GetAbility<TAbility>() is { } ability ? this as TAbility ?? ability : null;

    private Task<T> InvokeAsync<T>(string call, bool writes, Func<Task<T>> execute) =>
        plan.InvokeAsync(ProviderName, Name(call), writes, execute);

    private static string Name(string call) => $"{nameof(IObjectStore)}.{call}";
}
