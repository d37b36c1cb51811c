using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite.Tests;

public sealed class FileTests : IDisposable
{
    private readonly CatalogFixture _fixture = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_creates_a_missing_folder()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "catalog.db");
        using var catalog = Catalog(path);

        await catalog.PrepareAsync(Cancel);

        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Error_says_that_the_folder_cannot_be_created()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", Cancel);
        using var catalog = Catalog(Path.Combine(_folder.File("file"), "catalog.db"));

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => catalog.PrepareAsync(Cancel));

        Assert.Equal(("sqlite", MediaErrorCode.ProviderFailed), (error.Provider, error.Code));
        Assert.IsType<IOException>(error.InnerException);
    }

    [Fact]
    public async Task Error_says_that_the_file_cannot_be_opened()
    {
        using var catalog = Catalog(_folder.Path);

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => catalog.PrepareAsync(Cancel));

        Assert.Contains("cannot be opened", error.Message, StringComparison.Ordinal);
        Assert.IsType<SqliteException>(error.InnerException);
    }

    [Fact]
    public async Task Error_says_that_the_file_is_not_a_database()
    {
        var text = string.Concat(Enumerable.Repeat("This is a diary. ", 500));
        await File.WriteAllTextAsync(_folder.File(), text, Cancel);
        using var catalog = Catalog(_folder.File());

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => catalog.PrepareAsync(Cancel));

        Assert.Contains("not an SQLite database", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_folder.File(), Cancel));
    }

    [Fact]
    public async Task Error_says_that_the_file_is_damaged()
    {
        using (var catalog = _fixture.Open())
        {
            await _fixture.AddAsync(catalog);
        }

        CorruptAllButTheHeader(_fixture.Path);
        using var reopened = _fixture.Open();

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => reopened.ListAsync(_fixture.User, _fixture.Query(), Cancel));

        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_says_that_the_file_is_read_only()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "This user may write to any file.");
        using (var catalog = _fixture.Open())
        {
            await catalog.PrepareAsync(Cancel);
        }

        File.SetAttributes(_fixture.Path, FileAttributes.ReadOnly);
        using var reopened = _fixture.Open();

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => _fixture.AddAsync(reopened));

        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_can_be_retried_after_a_failure()
    {
        await File.WriteAllTextAsync(_folder.File(), "This is a diary.", Cancel);
        using var catalog = Catalog(_folder.File());
        await Assert.ThrowsAsync<MediaProviderException>(() => catalog.GetCatalogIdAsync(Cancel));

        File.Delete(_folder.File());

        Assert.NotEqual(Guid.Empty, await catalog.GetCatalogIdAsync(Cancel));
    }

    [Fact]
    public async Task Data_survives_closing_and_reopening()
    {
        MediaItem item;
        using (var catalog = _fixture.Open())
        {
            item = await _fixture.AddAsync(catalog);
        }

        Assert.False(File.Exists(_fixture.Path + "-wal"));
        var found = await _fixture.Open().FindAsync(_fixture.User, [item.Id], Cancel);
        Assert.Equal(item with { Metadata = MediaMetadata.Empty }, Assert.Single(found));
        Assert.Equal("wal", _fixture.Scalar("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Closed_catalog_rejects_calls()
    {
        var catalog = _fixture.Open();
        await catalog.PrepareAsync(Cancel);
        catalog.Dispose();
        catalog.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => catalog.ListAsync(_fixture.User, _fixture.Query(), Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => catalog.ReserveAsync(_fixture.User, _fixture.Request(), Cancel));
    }

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Dispose();
    }

    private static SqliteMediaCatalog Catalog(string path) => new(path, TimeProvider.System);

    private static void CorruptAllButTheHeader(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        var noise = new byte[RandomAccess.GetLength(file) - 4096];
        Array.Fill(noise, (byte)0xA5);
        RandomAccess.Write(file, noise, 4096);
    }
}
