using Unified.Media.Drivers;

namespace Unified.Media.Sqlite.Tests;

public sealed class RoleTests : IDisposable
{
    private static readonly ObjectRole Thumb = ObjectRole.Parse("thumb-320");

    private readonly CatalogFixture _fixture = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Confirm_stores_type_size_and_hash_once()
    {
        var catalog = _fixture.Open();
        var reservation = await ReserveAsync(catalog, (await _fixture.AddAsync(catalog)).Id);
        var request = new ConfirmRequest { Reservation = reservation, ContentType = "image/webp", SizeBytes = 77, Sha256 = new('d', 64) };

        Assert.True(await catalog.ConfirmAsync(_fixture.User, request, Cancel));
        Assert.True(await catalog.ConfirmAsync(_fixture.User, request with { SizeBytes = 78 }, Cancel));

        Assert.Equal(
            $"ready image/webp 77 {request.Sha256}",
            _fixture.Scalar($"SELECT state || ' ' || content_type || ' ' || size_bytes || ' ' || sha256 FROM objects WHERE role = '{Thumb}'"));
    }

    [Fact]
    public async Task Item_cannot_name_an_object_of_another_role()
    {
        var catalog = _fixture.Open();
        var item = await _fixture.AddAsync(catalog);
        await ReserveAsync(catalog, item.Id);

        Assert.Equal("original", _fixture.Scalar("SELECT role FROM media"));
        var error = Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(
            () => _fixture.Scalar("PRAGMA foreign_keys = ON; DELETE FROM objects WHERE role = 'original'"));
        Assert.Contains("FOREIGN KEY", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _fixture.Dispose();

    private async Task<Reservation> ReserveAsync(SqliteMediaCatalog catalog, MediaId id) =>
        (await catalog.ReserveAsync(_fixture.User, _fixture.Request() with { Id = id, Role = Thumb }, Cancel)).Reservation!;
}
