namespace Unified.Media.Sqlite.Tests;

public sealed class SchemaTests : IDisposable
{
    private readonly CatalogFixture _fixture = new();

    public static TheoryData<int> Versions => [.. Enumerable.Range(0, CatalogSchema.Version)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prepare_creates_the_file()
    {
        var catalog = _fixture.Open();

        await catalog.PrepareAsync(Cancel);

        Assert.Equal((long)CatalogSchema.Version, _fixture.Scalar("PRAGMA user_version"));
        Assert.Equal("wal", _fixture.Scalar("PRAGMA journal_mode"));
        Assert.NotEqual(0L, _fixture.Scalar("PRAGMA application_id"));
    }

    [Fact]
    public async Task Catalog_prepares_itself_on_first_use()
    {
        var id = await _fixture.Open().GetCatalogIdAsync(Cancel);
        var again = _fixture.Open();

        await again.PrepareAsync(Cancel);
        await again.PrepareAsync(Cancel);

        Assert.Equal(id, await again.GetCatalogIdAsync(Cancel));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Prepare_upgrades_every_older_version(int version)
    {
        var id = Guid.CreateVersion7();
        using (var session = _fixture.Database.OpenWriter())
        {
            for (var script = 1; script <= version; script++)
            {
                session.ExecuteScript(CatalogSchema.Read(script));
            }

            if (version > 0)
            {
                session.ExecuteScript($"PRAGMA application_id = {0x554D6564}; PRAGMA user_version = {version}");
                session.ExecuteScript($"INSERT INTO catalog (single_row, id) VALUES (1, '{id}')");
            }
        }

        var catalog = _fixture.Open();
        var item = await _fixture.AddAsync(catalog, item => item with { Metadata = CatalogFixture.Describe("sunset", "red") });

        Assert.Equal((long)CatalogSchema.Version, _fixture.Scalar("PRAGMA user_version"));
        Assert.Equal(version > 0, id == await catalog.GetCatalogIdAsync(Cancel));
        var found = await catalog.ListAsync(_fixture.User, _fixture.Query(new() { Text = "sun", Tags = ["red"] }), Cancel);
        Assert.Equal(item.Id, Assert.Single(found.Items).Id);
    }

    [Fact]
    public async Task Instances_can_prepare_concurrently()
    {
        var catalogs = Enumerable.Range(0, 8).Select(_ => _fixture.Open()).ToArray();

        var ids = await Task.WhenAll(catalogs.Select(catalog => Task.Run(() => catalog.GetCatalogIdAsync(Cancel), Cancel)));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Prepare_rejects_a_newer_schema()
    {
        await _fixture.Open().PrepareAsync(Cancel);
        using (var session = _fixture.Database.OpenWriter())
        {
            session.ExecuteScript($"PRAGMA user_version = {CatalogSchema.Version + 1}");
        }

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => _fixture.Open().PrepareAsync(Cancel));

        Assert.Contains("Upgrade the library", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public async Task Prepare_rejects_a_database_of_another_program_unchanged()
    {
        _fixture.Scalar("CREATE TABLE theirs (x)");

        var error = await Assert.ThrowsAsync<MediaProviderException>(() => _fixture.Open().PrepareAsync(Cancel));

        Assert.Contains("another program", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, _fixture.Scalar("SELECT count(*) FROM sqlite_schema"));
    }

    public void Dispose() => _fixture.Dispose();
}
