using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// Creates the object store for the suites. A suite creates one harness per test and disposes it. Suites use random keys and delete their
/// objects, so a bucket may be shared.
/// </summary>
public abstract class ObjectStoreHarness : IAsyncDisposable
{
    /// <summary>The optional abilities of the store.</summary>
    public abstract ObjectStoreAbilities Abilities { get; }

    /// <summary>A bucket that exists, or that the store creates on first use.</summary>
    public virtual string Bucket => ObjectLayout.UploadedImages.Bucket;

    /// <summary>A bucket other than <see cref="Bucket"/>.</summary>
    public virtual string OtherBucket => ObjectLayout.Generated.Bucket;

    /// <summary>A public bucket for stores with <see cref="ObjectStoreAbilities.PublicUrls"/>; otherwise null.</summary>
    public virtual string? PublicBucket => null;

    /// <summary>
    /// The number of objects in tests of lists and batch deletes. It must exceed the size of a page and of a batch of the provider.
    /// </summary>
    public virtual int BulkObjectCount => 250;

    /// <summary>Creates the store. Called once, before <see cref="CreateSecondInstanceAsync"/>.</summary>
    public abstract Task<IObjectStore> CreateAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Creates a second instance of the store over the same storage. <see cref="ObjectStoreAbilities.SecondInstance"/> requires it.
    /// </summary>
    public virtual Task<IObjectStore> CreateSecondInstanceAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("This harness does not support a second instance.");

    /// <summary>Returns a client without credentials that can request the URLs of the store. The harness disposes it.</summary>
    public virtual HttpClient GetHttpClient() => throw new NotSupportedException("This harness has no HTTP client for URLs.");

    /// <summary>Advances the clock of the provider. Waits by default. Override the method if the harness controls the clock.</summary>
    public virtual Task AdvanceTimeAsync(TimeSpan duration, CancellationToken cancellationToken) => Task.Delay(duration, cancellationToken);

    /// <summary>Fails the test when the store has written outside its own storage. Override the method for a store on a file system.</summary>
    public virtual Task AssertNothingOutsideAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Releases the resources of the harness.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
