using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Unified.Media.Tests;

public sealed partial class ReadmeTests
{
    private static readonly string[] TestFolders = ["tests", "src/Unified.Media.Testing"];

    public static TheoryData<string> Pages => [.. Page.Names()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Marked_code_block_equals_a_compiled_snippet(string name)
    {
        var regions = Region().Matches(Page.Of("tests/Unified.Media.Tests/Documentation/Snippets.cs").Text)
            .ToDictionary(region => region.Groups["name"].Value, region => Trimmed(region.Groups["code"].Value));

        var blocks = CompiledBlock().Matches(Page.Of(name).Text);

        Assert.All(blocks, block => Assert.Equal(regions[block.Groups["name"].Value], Trimmed(block.Groups["code"].Value)));
    }

    [Theory]
    [InlineData("README.md", 1)]
    [InlineData("docs/getting-started.md", 3)]
    [InlineData("docs/options.md", 1)]
    [InlineData("src/Unified.Media/README.md", 1)]
    public void Every_code_block_of_a_first_page_is_compiled(string name, int blocks)
    {
        var page = Page.Of(name);

        Assert.Equal(blocks, MarkedBlock().Count(page.Text));
        Assert.Equal(blocks, page.Text.Split("```csharp").Length - 1);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_has_a_target_in_the_repository(string name)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Page.Root, name))!;

        var targets = Link().Matches(Page.Of(name).Text).Select(link => link.Groups["target"].Value);

        Assert.All(targets, target => Assert.True(Path.Exists(Path.Combine(folder, target)), $"{name} links to {target}."));
    }

    [Fact]
    public async Task Example_runs()
    {
        var item = await Snippets.ExampleAsync(MediaFile.Path("harbour.jpg"));

        Assert.Equal(("image/jpeg", 640, 480, "harbour"), (item.ContentType, item.Width, item.Height, item.Title));
    }

    [Fact]
    public void Configuration_is_valid()
    {
        var json = JsonBlock().Match(Page.Of("docs/options.md").Text).Groups["json"].Value;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)));

        Snippets.Configuration(builder);
        using var services = builder.Services.BuildServiceProvider();
        var options = services.GetRequiredService<IOptions<UnifiedMediaOptions>>().Value;

        Assert.Equal(10 * 1024 * 1024, options.Images.MaxBytes);
        Assert.Equal(["image/jpeg", "image/png", "image/webp"], options.Images.ContentTypes);
        Assert.Equal(TimeSpan.FromMinutes(10), options.Videos.MaxDuration);
        Assert.Equal(TimeSpan.FromSeconds(30), options.Remote.TotalTimeout);
        Assert.Equal(TimeSpan.FromMinutes(1), options.Janitor.Interval);
    }

    [Theory]
    [InlineData(typeof(MediaErrorCode))]
    [InlineData(typeof(RejectionCode))]
    public void Every_error_code_is_documented(Type codes)
    {
        var page = Page.Of("docs/errors.md");

        Assert.All(codes.GetFields(), code => Assert.Contains($"| `{code.GetRawConstantValue()}` |", page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Telemetry_page_names_every_operation()
    {
        var page = Page.Of("docs/telemetry.md");

        Assert.All(
            typeof(OperationNames).GetFields(),
            name => Assert.Contains($"| `unified_media.{name.GetRawConstantValue()}` |", page.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("SECURITY.md")]
    [InlineData("ARCHITECTURE.md")]
    public void Every_test_in_a_page_exists(string name)
    {
        var files = TestFolders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Page.Root, folder), "*Tests.cs", SearchOption.AllDirectories))
            .Select(Path.GetFileNameWithoutExtension)
            .ToHashSet();

        var named = TestName().Matches(Page.Of(name).Text).Select(test => test.Groups["name"].Value).ToArray();

        Assert.NotEmpty(named);
        Assert.All(named, test => Assert.Contains(test, files));
    }

    private static string[] Trimmed(string code) => [.. code.Trim().Split('\n').Select(line => line.Trim())];

    [GeneratedRegex("""<!-- compiled: (?<name>\w+) -->\n```csharp\n(?<code>.*?)```""", RegexOptions.Singleline)]
    private static partial Regex CompiledBlock();

    // A program is built by the tests of the packages, as pasted.
    [GeneratedRegex("""<!-- (compiled|program): \w+ -->\n```csharp\n""")]
    private static partial Regex MarkedBlock();

    [GeneratedRegex("""#region (?<name>\w+)\n(?<code>.*?)#endregion""", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex("""```json\n(?<json>.*?)```""", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex("""\]\((?<target>[^)#:]+)(#[^)]*)?\)""")]
    private static partial Regex Link();

    [GeneratedRegex("""`(?<name>\w+Tests)`""")]
    private static partial Regex TestName();
}
