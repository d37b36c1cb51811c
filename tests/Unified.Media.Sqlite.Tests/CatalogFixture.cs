using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Unified.Media.Drivers;

namespace Unified.Media.Sqlite.Tests;

internal sealed class CatalogFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteMediaCatalog> _catalogs = [];

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public MediaUser User { get; } = MediaUser.For(OwnerId.FromGuid(Guid.CreateVersion7()));

    public string Path => _folder.File();

    public SqliteDatabase Database => new(Path, TimeSpan.FromSeconds(5));

    public SqliteMediaCatalog Open(TimeSpan? busyTimeout = null)
    {
        var catalog = new SqliteMediaCatalog(Path, Time, busyTimeout);
        _catalogs.Add(catalog);
        return catalog;
    }

    public CatalogQuery Query(MediaFilter? filter = null) => new() { Filter = CatalogFilter.Create(User, User.Id!.Value, filter ?? new()) };

    public ReserveRequest Request(string? key = null) => new()
    {
        Id = MediaId.New(Time),
        Layout = ObjectLayout.UploadedImages,
        Extension = "png",
        Lease = TimeSpan.FromMinutes(15),
        IdempotencyKey = key,
        Fingerprint = key,
    };

    public MediaItem Draft(Reservation reservation) => new()
    {
        Id = reservation.Id,
        Owner = User.Id!.Value,
        Kind = MediaKind.Image,
        SourceType = SourceType.Upload,
        Visibility = Visibility.Private,
        ContentType = "image/png",
        SizeBytes = 1000,
        CreatedAt = Time.GetUtcNow(),
        UpdatedAt = Time.GetUtcNow(),
        Location = reservation.Location,
    };

    public async Task<MediaItem> AddAsync(IMediaCatalog catalog, Func<MediaItem, MediaItem>? shape = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var reservation = (await catalog.ReserveAsync(User, Request(), cancellationToken)).Reservation!;
        var draft = Draft(reservation);
        var request = new PublishRequest
        {
            Reservation = reservation,
            Item = shape?.Invoke(draft) ?? draft,
            ReceivedSha256 = new string('c', 64),
        };
        var item = await catalog.PublishAsync(User, request, cancellationToken);
        return item!;
    }

    public static MediaMetadata Describe(string title, params string[] tags) =>
        MediaMetadata.FromJson($$"""{"title":{{JsonSerializer.Serialize(title)}},"tags":{{JsonSerializer.Serialize(tags)}}}""");

    public object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        _catalogs.ForEach(catalog => catalog.Dispose());
        _folder.Dispose();
    }
}
