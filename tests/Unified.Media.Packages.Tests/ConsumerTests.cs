using System.Runtime.InteropServices;

namespace Unified.Media.Packages.Tests;

/// <summary>
/// A project outside the repository that references the packed packages. It finds mistakes in signatures, dependencies, trimming and JSON source
/// generation, and checks that an application can fake or substitute the store.
/// </summary>
public sealed class ConsumerTests(PackedPackages packages)
{
    private const string Expected = "1 2 89504E470D0A1A0A True unrecognised enhanced";

    [Fact]
    public async Task Consumer_builds_runs_every_operation_and_substitutes_the_store()
    {
        var folder = packages.CopyConsumer();
        try
        {
            await DotNet.RunAsync(folder, "build", "-c", "Release", "-o", "out", "-p:UseSubstitutes=true", Version, RestoreFolder);

            var printed = await DotNet.RunAsync(folder, Path.Combine("out", "Consumer.dll"), "data", "sunrise.png");

            Assert.Equal(Expected, printed.Trim());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Consumer_published_ahead_of_time_runs_every_operation_and_serialises_everything()
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

    // A folder of this test, so that the packed packages do not stay in the global packages folder of the machine.
    private static string RestoreFolder => "-p:RestorePackagesPath=packages";
}
