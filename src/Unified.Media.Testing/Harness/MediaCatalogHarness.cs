using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// Creates the catalog for the suites. A suite creates one harness per test and disposes it. Suites use random owners, so the database may contain
/// rows of earlier tests. Only one test at a time may use a database, because the calls of the janitor affect the rows of all owners.
/// </summary>
public abstract class MediaCatalogHarness : IAsyncDisposable
{
    /// <summary>True if the harness implements <see cref="CreateSecondInstanceAsync"/>. False by default.</summary>
    public virtual bool SupportsSecondInstance => false;

    /// <summary>Creates the catalog, ready for use. Called once, before <see cref="CreateSecondInstanceAsync"/>.</summary>
    /// <param name="time">The clock that the suite advances.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public abstract Task<IMediaCatalog> CreateAsync(TimeProvider time, CancellationToken cancellationToken);

    /// <summary>Creates a second catalog with separate connections to the same database.</summary>
    public virtual Task<IMediaCatalog> CreateSecondInstanceAsync(TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This harness does not support a second instance.");

    /// <summary>Creates a user that no other test has. Override the method if users must exist in the database.</summary>
    public virtual Task<MediaUser> CreateUserAsync(CancellationToken cancellationToken) =>
        Task.FromResult(MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7())));

    /// <summary>
    /// Adds thousands of ready items of a user. The catalog chooses the object locations. Override the method with a bulk insert if the database
    /// supports it.
    /// </summary>
    public virtual Task AddReadyItemsAsync(
        IMediaCatalog catalog, MediaUser user, IReadOnlyList<MediaItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Parallel.ForEachAsync(items, cancellationToken, async (item, token) =>
        {
            var request = new ReserveRequest
            {
                Id = item.Id,
                Layout = item.Kind == MediaKind.Video ? ObjectLayout.UploadedVideos : ObjectLayout.UploadedImages,
                Extension = "png",
                Lease = TimeSpan.FromMinutes(15),
            };
            var reservation = (await catalog.ReserveAsync(user, request, token).ConfigureAwait(false)).Reservation!;
            var publish = new PublishRequest { Reservation = reservation, Item = item with { Location = reservation.Location } };
            await catalog.PublishAsync(user, publish, token).ConfigureAwait(false);
        });
    }

    /// <summary>Advances the clock. Override the method for a database that uses its own clock.</summary>
    public virtual Task AdvanceTimeAsync(ManualTimeProvider time, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        time.Advance(duration);
        return Task.CompletedTask;
    }

    /// <summary>Releases the resources of the harness.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
