using System.Text.RegularExpressions;

namespace Unified.Media.Packages.Tests;

/// <summary>Builds the programs of the documentation unchanged, in projects outside the repository that reference the packed packages.</summary>
public sealed partial class ProgramTests(PackedPackages packages)
{
    private static readonly (string Page, string Name, string Sdk)[] Programs =
    [
        ("README.md", "FirstUpload", "Microsoft.NET.Sdk"),
        ("docs/getting-started.md", "Photos", "Microsoft.NET.Sdk.Web"),
        ("docs/getting-started.md", "Lister", "Microsoft.NET.Sdk.Worker"),
    ];

    [Fact]
    public async Task Programs_of_the_pages_build_and_the_first_one_runs()
    {
        var folder = packages.CreateProjectFolder();
        try
        {
            foreach (var (page, name, sdk) in Programs)
            {
                Directory.CreateDirectory(Path.Combine(folder, name));
                File.WriteAllText(Path.Combine(folder, name, "Program.cs"), Program(page, name));
                File.WriteAllText(Path.Combine(folder, name, $"{name}.csproj"), Project(sdk));
            }

            File.WriteAllText(
                Path.Combine(folder, "Programs.slnx"),
                $"<Solution>{string.Concat(Programs.Select(program => $"<Project Path=\"{program.Name}/{program.Name}.csproj\" />"))}</Solution>");
            await DotNet.RunAsync(folder, "build", "Programs.slnx", "-p:RestorePackagesPath=packages");

            var printed = await DotNet.RunAsync(Path.Combine(folder, "FirstUpload"), "run", "--no-build");

            Assert.Equal(Output().Match(Read(Page("README.md"))).Groups["output"].Value, printed.ReplaceLineEndings("\n"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_block_marked_as_a_program_is_built()
    {
        var root = PackedPackages.Metadata("RepositoryRoot");
        var pages = Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md").Append(Path.Combine(root, "README.md"));

        var marked = pages.SelectMany(page => Block().Matches(Read(page)).Select(block => block.Groups["name"].Value));

        Assert.Equal(Programs.Select(program => program.Name).Order(StringComparer.Ordinal), marked.Order(StringComparer.Ordinal));
    }

    private static string Program(string page, string name) =>
        Block().Matches(Read(Page(page))).Single(block => block.Groups["name"].Value == name).Groups["code"].Value;

    private static string Page(string name) => Path.Combine(PackedPackages.Metadata("RepositoryRoot"), name);

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    private string Project(string sdk)
    {
        var hosting = sdk.EndsWith("Worker", StringComparison.Ordinal)
            ? """<PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.15" />"""
            : "";
        return $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Unified.Media.Sqlite" Version="{packages.Version}" />
                {hosting}
              </ItemGroup>
            </Project>
            """;
    }

    [GeneratedRegex("""<!-- program: (?<name>\w+) -->\n```csharp\n(?<code>.*?)```""", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("""```\n\n```\n(?<output>.*?)```""", RegexOptions.Singleline)]
    private static partial Regex Output();
}
