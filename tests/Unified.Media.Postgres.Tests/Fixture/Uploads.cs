using Unified.Media.Drivers;

namespace Unified.Media.Postgres.Tests;

/// <summary>Adds items like the core does.</summary>
internal static class Uploads
{
    /// <summary>An image of one pixel.</summary>
    public static byte[] Png => Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==");

    public static ReserveRequest Request(TimeProvider time, string? key = null) => new()
    {
        Id = MediaId.New(time),
        Layout = ObjectLayout.UploadedImages,
        Extension = "png",
        Lease = TimeSpan.FromMinutes(15),
        IdempotencyKey = key,
        Fingerprint = key,
    };

    public static PublishRequest Publish(MediaUser user, Reservation reservation, TimeProvider time, Func<MediaItem, MediaItem>? shape = null)
    {
        var now = Microseconds.Truncate(time.GetUtcNow());
        var item = new MediaItem
        {
            Id = reservation.Id,
            Owner = user.Id!.Value,
            Kind = MediaKind.Image,
            SourceType = SourceType.Upload,
            Visibility = Visibility.Private,
            ContentType = "image/png",
            SizeBytes = 1000,
            CreatedAt = now,
            UpdatedAt = now,
            Location = reservation.Location,
        };
        return new() { Reservation = reservation, Item = shape?.Invoke(item) ?? item };
    }

    public static async Task<MediaItem> AddAsync(
        IMediaCatalog catalog, MediaUser user, TimeProvider time, Func<MediaItem, MediaItem>? shape = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var reservation = (await catalog.ReserveAsync(user, Request(time), cancel)).Reservation!;
        return (await catalog.PublishAsync(user, Publish(user, reservation, time, shape), cancel))!;
    }
}
