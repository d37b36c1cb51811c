using System.Runtime.InteropServices;

namespace Unified.Media.Packages.Tests;

/// <summary>What somebody gets who adds the packages to a project: a signature, a dependency or a trimming mistake shows here.</summary>
public sealed class ConsumerTests(PackedPackages packages)
{
    private const string Expected = "1 2 89504E470D0A1A0A True unrecognised enhanced";

    [Fact]
    public async Task A_consumer_of_the_packages_builds_and_runs_every_operation()
    {
        var folder = packages.CopyConsumer();
        try
        {
            await DotNet.RunAsync(folder, "build", "-c", "Release", "-o", "out", Version, RestoreFolder);

            var printed = await DotNet.RunAsync(folder, Path.Combine("out", "Consumer.dll"), "data", "sunrise.png");

            Assert.Equal(Expected, printed.Trim());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_consumer_of_the_packages_publishes_ahead_of_time_and_runs_every_operation()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The publish test names its linker for Linux.");
        var folder = packages.CopyConsumer();
        try
        {
            await DotNet.RunAsync(
                folder, "publish", "-c", "Release", "-r", Runtime, "-o", "out", "-p:CppCompilerAndLinker=gcc", Version, RestoreFolder);

            var printed = await DotNet.RunProgramAsync(Path.Combine(folder, "out", "Consumer"), folder, "data", "sunrise.png");

            Assert.Equal(Expected, printed.Trim());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Runtime => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    private string Version => $"-p:UnifiedMediaVersion={packages.Version}";

    // Packed packages must not stay in the machine's cache; what is there already need not be fetched again.
    private static string RestoreFolder => "-p:RestorePackagesPath=packages";
}
