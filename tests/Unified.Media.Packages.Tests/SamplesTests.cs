using Unified.Media.TestDatabase;

namespace Unified.Media.Packages.Tests;

/// <summary>Runs the samples, which are built together with the tests.</summary>
public sealed class SamplesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quickstart_runs_on_the_embedded_default()
    {
        var output = await RunAsync("Quickstart");

        Assert.Contains("Alice uploads a folder", output, StringComparison.Ordinal);
        Assert.Contains("Moving sunset", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quickstart_runs_on_postgresql_twice_and_keeps_its_rows()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);

        await RunAsync("Quickstart", "--postgres", database.ConnectionString);
        var rows = await database.ScalarAsync<long>("SELECT count(*) FROM public.media", Cancel);
        await RunAsync("Quickstart", "--postgres", database.ConnectionString);

        Assert.NotEqual(0, rows);
        Assert.Equal(2 * rows, await database.ScalarAsync<long>("SELECT count(*) FROM public.media", Cancel));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public async Task Migration_sample_migrates_and_rolls_back_each_shape_and_drops_its_database(string shape)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.Empty, Cancel);

        var output = await RunAsync("LegacyMigration", "--shape", shape, "--rows", "400", "--postgres", database.ConnectionString);

        Assert.Contains("Once more: 0 rows written, the digest is the same", output, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_database WHERE datname LIKE 'unified_media_sample_%'", Cancel));
    }

    private static Task<string> RunAsync(string sample, params string[] arguments)
    {
        var project = Path.Combine(PackedPackages.Metadata("RepositoryRoot"), "samples", sample);
        return DotNet.RunAsync(project, ["run", "--no-build", "-c", PackedPackages.Metadata("Configuration"), "--", .. arguments]);
    }
}
