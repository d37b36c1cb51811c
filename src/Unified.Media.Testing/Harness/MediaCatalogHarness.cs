using Unified.Media.Drivers;

namespace Unified.Media.Testing;

/// <summary>
/// What the suites need to test a catalog. A suite makes one harness per test and disposes it. Suites use random owners, so rows of earlier
/// tests may be in the database; but no two tests may use one database at the same time, because the janitor's calls go over all owners.
/// </summary>
public abstract class MediaCatalogHarness : IAsyncDisposable
{
    /// <summary>True when <see cref="CreateSecondAsync"/> works.</summary>
    public virtual bool CanShare => false;

    /// <summary>Makes the catalog, ready for use. Called once, before <see cref="CreateSecondAsync"/>.</summary>
    /// <param name="time">The clock that the suite moves.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    public abstract Task<IMediaCatalog> CreateAsync(TimeProvider time, CancellationToken cancellationToken);

    /// <summary>Makes an independent instance over the same database.</summary>
    public virtual Task<IMediaCatalog> CreateSecondAsync(TimeProvider time, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This harness cannot make a second instance.");

    /// <summary>Makes a user that no other test has. Override it where the database must know its users.</summary>
    public virtual Task<MediaUser> NewUserAsync(CancellationToken cancellationToken) =>
        Task.FromResult(MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7())));

    /// <summary>
    /// Adds items of a user that are ready, thousands at once. The object's location is the catalog's choice. Override it where the database can
    /// be filled faster than item by item.
    /// </summary>
    public virtual Task AddReadyItemsAsync(
        IMediaCatalog catalog, MediaUser user, IReadOnlyList<MediaItem> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return Parallel.ForEachAsync(items, cancellationToken, async (item, cancel) =>
        {
            var request = new ReserveRequest
            {
                Id = item.Id,
                Layout = item.Kind == MediaKind.Video ? ObjectLayout.UploadedVideos : ObjectLayout.UploadedImages,
                Extension = "png",
                Lease = TimeSpan.FromMinutes(15),
            };
            var reservation = (await catalog.ReserveAsync(user, request, cancel).ConfigureAwait(false)).Reservation!;
            await catalog.PublishAsync(user, new(reservation, item with { Location = reservation.Location }, null), cancel).ConfigureAwait(false);
        });
    }

    /// <summary>Lets time pass: moves the clock. Override it for a database that goes by its own clock.</summary>
    public virtual Task ElapseAsync(ManualTime time, TimeSpan by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        time.Advance(by);
        return Task.CompletedTask;
    }

    /// <summary>Frees what the harness holds.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
