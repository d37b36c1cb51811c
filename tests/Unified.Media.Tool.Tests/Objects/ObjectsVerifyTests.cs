using System.Security.Cryptography;
using System.Text.Json;
using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

public sealed class ObjectsVerifyTests : IDisposable
{
    private static readonly byte[] Content = "abcd"u8.ToArray();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Verify_reports_no_differences_for_matching_objects()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        await StoreAsync(database, Content);
        await StoreAsync(database, Content);

        var result = (await RunAsync(database, "--checksums")).ExpectExitCode(0).Result;

        Assert.Equal((2, 2, 0), (Number(result, "objects"), Number(result, "checked"), Number(result, "differenceCount")));
    }

    [Theory]
    [InlineData("object_missing", null, false)]
    [InlineData("size_differs", "abcdef", false)]
    [InlineData("checksum_differs", "abce", true)]
    public async Task Verify_reports_each_difference_as_a_loss(string code, string? found, bool checksums)
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        await StoreAsync(database, Content);
        var id = await StoreAsync(database, found is null ? null : System.Text.Encoding.ASCII.GetBytes(found));

        var run = await RunAsync(database, checksums ? ["--checksums"] : []);

        var difference = Assert.Single(run.ExpectExitCode(2).Result.GetProperty("differences").EnumerateArray());
        Assert.Equal((code, id.ToString()), (difference.GetProperty("code").GetString(), difference.GetProperty("item").GetString()));
        var text = await new ToolRunner { Connection = database.ConnectionString }.RunAsync(
            ["objects", "verify", "--folder", _folder.Path, .. checksums ? ["--checksums"] : Array.Empty<string>()]);
        Assert.Contains(code, text.ExpectExitCode(2).Out, StringComparison.Ordinal);
        Assert.Contains("comparing: 2 of 2 objects", text.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_limits_the_number_of_checked_objects()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            await StoreAsync(database, Content);
        }

        var result = (await RunAsync(database, "--sample", "3")).ExpectExitCode(0).Result;

        Assert.Equal((5, 3), (Number(result, "objects"), Number(result, "checked")));
    }

    [Fact]
    public async Task Verify_fails_without_an_existing_object_store()
    {
        await using var database = await FreshDatabase.CreateAsync(MigratedTemplates.Plain, TestContext.Current.CancellationToken);

        var unnamed = await ToolRun.OnAsync(database, "objects", "verify", "--json");
        var absent = await ToolRun.OnAsync(
            database.ConnectionString, "objects", "verify", "--folder", Path.Combine(_folder.Path, "absent"), "--json");

        Assert.Equal("object_store_missing", unnamed.ExpectExitCode(2).ErrorCode);
        Assert.Equal("folder_missing", absent.ExpectExitCode(2).ErrorCode);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "absent")));
    }

    private async Task<Guid> StoreAsync(FreshDatabase database, byte[]? content)
    {
        var id = await TestItems.AddAsync(database, size: Content.Length, sha256: Convert.ToHexStringLower(SHA256.HashData(Content)));
        if (content is not null)
        {
            _folder.Write(Path.Combine("user-media", TestItems.KeyOf(id)), System.Text.Encoding.ASCII.GetString(content));
        }

        return id;
    }

    private Task<ToolRun> RunAsync(FreshDatabase database, params string[] more) =>
        ToolRun.OnAsync(database, ["objects", "verify", "--folder", _folder.Path, "--json", .. more]);

    private static long Number(JsonElement result, string name) => result.GetProperty(name).GetInt64();
}
