using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Unified.Media.Packages.Tests;

/// <summary>Opens embedded folders that earlier releases wrote.</summary>
public sealed class SqliteUpgradeTests
{
    private const string Fixture = "embedded";

    public static TheoryData<string> Releases => [.. Release.All.Select(release => release.Version)];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Embedded_folder_of_a_release_opens_with_the_current_code(string version)
    {
        var folder = Directory.CreateTempSubdirectory("unified-media-upgrade-").FullName;
        try
        {
            new Release(version).CopyFolder(Fixture, folder);
            await using var services = Open(folder);

            await ReleaseLibrary.VerifyAsync(services.GetRequiredService<IUnifiedMediaStore>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact(Explicit = true)]
    public async Task Embedded_folder_of_a_new_release_is_written()
    {
        var folder = Release.Current.Path(Fixture);
        await using (var services = Open(folder))
        {
            await ReleaseLibrary.FillAsync(services.GetRequiredService<IUnifiedMediaStore>());
        }

        await using var catalog = new SqliteConnection($"Data Source={Path.Combine(folder, "catalog.db")};Pooling=False");
        await catalog.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand("PRAGMA journal_mode = DELETE", catalog);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static ServiceProvider Open(string folder) =>
        new ServiceCollection().AddUnifiedMedia(media => media.UseEmbedded(folder)).BuildServiceProvider();
}
