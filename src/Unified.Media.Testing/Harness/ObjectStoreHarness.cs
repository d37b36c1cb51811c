using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// What the suites need to test an object store. A suite makes one harness per test and disposes it. Suites use random keys and delete the
/// objects that they made, so a bucket may be shared.
/// </summary>
public abstract class ObjectStoreHarness : IAsyncDisposable
{
    /// <summary>What the store claims to be able to.</summary>
    public abstract ObjectStoreAbilities Abilities { get; }

    /// <summary>A bucket that exists, or that the store makes on first use.</summary>
    public virtual string Bucket => ObjectLayout.UploadedImages.Bucket;

    /// <summary>Another such bucket.</summary>
    public virtual string OtherBucket => ObjectLayout.Generated.Bucket;

    /// <summary>A public bucket, for stores with <see cref="ObjectStoreAbilities.PublicUrls"/>.</summary>
    public virtual string? PublicBucket => null;

    /// <summary>How many objects the suites of listing and batch deletion make: more than one page or batch of the provider's.</summary>
    public virtual int ManyObjects => 250;

    /// <summary>Makes the store. Called once, before <see cref="CreateSecondAsync"/>.</summary>
    public abstract Task<IObjectStore> CreateAsync(CancellationToken cancellationToken);

    /// <summary>Makes an independent instance over the same storage, for stores with <see cref="ObjectStoreAbilities.Sharing"/>.</summary>
    public virtual Task<IObjectStore> CreateSecondAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("This harness cannot make a second instance.");

    /// <summary>A client without any credentials, for addresses that the store gives. The harness disposes it.</summary>
    public virtual HttpClient GetHttpClient() => throw new NotSupportedException("This harness has no HTTP client.");

    /// <summary>Lets time pass for the provider: waits, unless the harness owns its provider's clock.</summary>
    public virtual Task ElapseAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);

    /// <summary>
    /// Fails the test when something was written outside the store's own place. Stores that have no outside need not override it.
    /// </summary>
    public virtual Task AssertContainedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Frees what the harness holds.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
