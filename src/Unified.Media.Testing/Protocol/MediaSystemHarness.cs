using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// Creates an object store and a catalog for the protocol suites. A suite creates one harness per test and disposes it. Every scenario uses a
/// new user. No other test may use the same storage at the same time.
/// </summary>
public abstract class MediaSystemHarness : IAsyncDisposable
{
    /// <summary>
    /// The maximum number of schedules or pairs of faults per test. All by default; with a lower number, a test runs a random sample.
    /// </summary>
    public virtual int MaxSchedules => int.MaxValue;

    /// <summary>
    /// Creates an empty object store and an empty catalog, ready for use. The object store must support <see cref="IObjectListing"/>.
    /// </summary>
    /// <param name="time">The clock that the suite advances.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public abstract Task<MediaSystem> CreateAsync(TimeProvider time, CancellationToken cancellationToken);

    /// <summary>Creates a user that no other scenario has. Override the method if users must exist in the database.</summary>
    public virtual Task<MediaUser> CreateUserAsync(CancellationToken cancellationToken) =>
        Task.FromResult(MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7())));

    /// <summary>Releases the resources of the harness.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
