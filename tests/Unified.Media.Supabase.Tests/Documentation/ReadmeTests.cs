using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase.Tests;

public sealed partial class ReadmeTests
{
    private static readonly string Root = typeof(ReadmeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    [Fact]
    public void Every_block_of_the_page_is_compiled()
    {
        var compiled = Region().Matches(Read("tests/Unified.Media.Supabase.Tests/Documentation/Snippets.cs"))
            .ToDictionary(region => region.Groups["name"].Value, region => Trimmed(region.Groups["code"].Value));
        var page = Read("src/Unified.Media.Supabase/README.md");

        var blocks = Block().Matches(page);

        Assert.Equal(page.Split("```csharp").Length - 1, blocks.Count);
        Assert.All(blocks, block => Assert.Equal(compiled[block.Groups["name"].Value], Trimmed(block.Groups["code"].Value)));
    }

    [Fact]
    public async Task The_bridge_reads_the_session_anew_for_every_request()
    {
        var seen = new List<string?>();
        var supabase = new SupabaseStub();
        var builder = NewBuilder();
        Snippets.Bridge(builder, "Host=localhost", supabase);
        builder.Services.AddHttpClient(StorageTransport.ClientName).ConfigurePrimaryHttpMessageHandler(() => new StubServer((request, _) =>
        {
            seen.Add(request.Headers.Authorization?.Parameter);
            return StubServer.Ok("""{"size":1}""");
        }));
        using var host = builder.Build();
        var bucket = host.Services.GetRequiredService<SupabaseStorageClient>().From("b");

        await bucket.FindAsync("a", TestContext.Current.CancellationToken);
        supabase.Auth.CurrentSession = new() { AccessToken = "first.user.token" };
        await bucket.FindAsync("a", TestContext.Current.CancellationToken);
        supabase.Auth.CurrentSession = new() { AccessToken = "renewed.user.token" };
        await bucket.FindAsync("a", TestContext.Current.CancellationToken);

        Assert.Equal([null, "first.user.token", "renewed.user.token"], seen);
    }

    [Fact]
    public async Task A_server_s_token_is_the_request_s()
    {
        var builder = NewBuilder();
        builder.Services.AddUnifiedMedia(media => media.UseInMemoryWith(null));
        Snippets.PerRequest(builder);
        using var host = builder.Build();

        var options = host.Services.GetRequiredService<IOptions<SupabaseStorageOptions>>().Value;

        Assert.Equal("access_token.of.request", await options.AccessToken!(TestContext.Current.CancellationToken));
    }

    private static HostApplicationBuilder NewBuilder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration["Supabase:Url"] = "https://abcdefghijklmnopqrst.supabase.co";
        builder.Configuration["Supabase:ServiceRoleKey"] = "sb_secret_x";
        return builder;
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Root, name)).ReplaceLineEndings("\n");

    private static string Trimmed(string code)
    {
        var lines = code.Trim('\n', ' ').Split('\n');
        var indent = lines.Skip(1).Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select((line, number) => number == 0 || line.Length < indent ? line.Trim() : line[indent..].TrimEnd()));
    }

    [GeneratedRegex(@"// begin (?<name>\w+)\n(?<code>.*?)\s*// end\n", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"<!-- snippet: (?<name>\w+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
