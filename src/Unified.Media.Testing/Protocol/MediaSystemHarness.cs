using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// What the protocol suites need: an object store and a catalog that work together. A suite makes one harness per test, uses it for many
/// runs
/// with a user of its own each, and disposes it. Nobody else may use the same storage meanwhile.
/// </summary>
public abstract class MediaSystemHarness : IAsyncDisposable
{
    /// <summary>How many schedules of an interleaving are tried: all of them by default; fewer, evenly drawn, for slow systems.</summary>
    public virtual int MaxSchedules => int.MaxValue;

    /// <summary>Makes the pair, ready for use and empty. The object store must have the ability <see cref="IObjectListing"/>.</summary>
    /// <param name="time">The clock that the suite moves.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public abstract Task<MediaSystem> CreateAsync(TimeProvider time, CancellationToken cancellationToken);

    /// <summary>Makes a user that no other run has. Override it where the database must know its users.</summary>
    public virtual Task<MediaUser> NewUserAsync(CancellationToken cancellationToken) =>
        Task.FromResult(MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7())));

    /// <summary>Frees what the harness holds.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
