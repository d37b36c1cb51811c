using Unified.Media.Drivers.IO;

namespace Unified.Media.Tests;

public sealed class SpoolFileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_deletes_the_file(bool isMovable)
    {
        var folder = Directory.CreateTempSubdirectory("unified-media-");
        var spool = isMovable ? SpoolFile.CreateMovable(folder.FullName) : SpoolFile.Create(folder.FullName);
        await spool.WriteAsync(new byte[10], Token);
        Assert.Single(folder.EnumerateFiles());

        await spool.DisposeAsync();

        Assert.Empty(folder.EnumerateFiles());
        folder.Delete();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_succeeds_when_the_file_cannot_be_deleted(bool isMovable)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows deletes no folder with an open file.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("unified-media-").FullName;
        var spool = isMovable ? SpoolFile.CreateMovable(folder) : SpoolFile.Create(folder);
        Directory.Delete(folder, recursive: true);

        Assert.Null(await Record.ExceptionAsync(async () => await spool.DisposeAsync()));
    }

    [Fact]
    public async Task Dispose_keeps_a_moved_file()
    {
        var folder = Directory.CreateTempSubdirectory("unified-media-").FullName;
        var spool = SpoolFile.CreateMovable(folder);
        var moved = Path.Combine(folder, "moved");
        File.Move(spool.Path, moved);

        await spool.DisposeAsync();

        Assert.True(File.Exists(moved));
        Directory.Delete(folder, recursive: true);
    }
}
