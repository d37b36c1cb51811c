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

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_code_block_of_the_readme_is_compiled()
    {
        var compiled = Region().Matches(Read("tests/Unified.Media.Supabase.Tests/Documentation/Snippets.cs"))
            .ToDictionary(region => region.Groups["name"].Value, region => Trimmed(region.Groups["code"].Value));
        var page = Read("src/Unified.Media.Supabase/README.md");

        var blocks = Block().Matches(page);

        Assert.Equal(page.Split("```csharp").Length - 1, blocks.Count);
        Assert.All(blocks, block => Assert.Equal(compiled[block.Groups["name"].Value], Trimmed(block.Groups["code"].Value)));
    }

    [Fact]
    public async Task Session_is_read_before_every_request()
    {
        var seen = new List<string?>();
        var supabase = new SupabaseStub();
        var builder = NewBuilder();
        Snippets.Session(builder, "Host=localhost", supabase);
        UseStub(builder, request => seen.Add(request.Headers.Authorization?.Parameter));
        using var host = builder.Build();
        var bucket = host.Services.GetRequiredService<ISupabaseStorageClient>().From("b");

        await bucket.FindAsync("a", Cancel);
        supabase.Auth.CurrentSession = new() { AccessToken = "first.user.token" };
        await bucket.FindAsync("a", Cancel);
        supabase.Auth.CurrentSession = new() { AccessToken = "renewed.user.token" };
        await bucket.FindAsync("a", Cancel);

        Assert.Equal([null, "first.user.token", "renewed.user.token"], seen);
    }

    [Fact]
    public async Task Token_store_is_asked_for_the_token_of_the_user()
    {
        var builder = NewBuilder();
        builder.Services.AddSingleton<TokenStore>();
        builder.Services.AddUnifiedMedia(media => media.UseInMemoryWith(null));
        Snippets.PerUser(builder);
        using var host = builder.Build();
        var getToken = host.Services.GetRequiredService<IOptions<SupabaseStorageOptions>>().Value.AccessToken!;

        Assert.Equal("token.of.alice", await getToken(MediaUser.For("alice"), Cancel));
        Assert.Equal("", await getToken(MediaUser.For(TokenStore.Unknown), Cancel));
        Assert.Null(await getToken(MediaUser.Service, Cancel));
        Assert.Null(await getToken(MediaUser.Anonymous, Cancel));
    }

    [Fact]
    public async Task Message_handler_of_the_host_sees_every_request()
    {
        var requests = 0;
        var builder = NewBuilder();
        Snippets.HttpClient(builder, "Host=localhost");
        UseStub(builder, _ => requests++);
        using var host = builder.Build();
        var before = TracingHandler.Requests;

        await host.Services.GetRequiredService<ISupabaseStorageClient>().From("b").FindAsync("a", Cancel);

        Assert.Equal((1, 1), (requests, TracingHandler.Requests - before));
    }

    private static void UseStub(HostApplicationBuilder builder, Action<HttpRequestMessage> see) => builder.Services
        .AddHttpClient(StorageTransport.ClientName)
        .ConfigurePrimaryHttpMessageHandler(() => new StubServer((request, _) =>
        {
            see(request);
            return StubServer.Ok("""{"size":1}""");
        }));

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
        var indent = lines.Skip(1)
            .Where(line => line.Trim().Length > 0)
            .Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty(0)
            .Min();
        return string.Join('\n', lines.Select((line, number) => number == 0 || line.Length < indent ? line.Trim() : line[indent..].TrimEnd()));
    }

    [GeneratedRegex(@"// begin (?<name>\w+)\n(?<code>.*?)\s*// end\n", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"<!-- snippet: (?<name>\w+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
