using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed class StoragePolicyTests
{
    private const string Me = "00000000-0000-4000-8000-0000000a0001";
    private const string Other = "00000000-0000-4000-8000-0000000a0002";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("user-media", $"uploads/{Me}/images/a.png", true)]
    [InlineData("user-media", $"uploads/{Me}/videos/a.mp4", true)]
    [InlineData("user-media", $"enhanced/{Me}/a.png", true)]
    [InlineData("user-media", $"stock/{Me}/a.png", true)]
    [InlineData("playground-images", $"{Me}/generated/a.png", true)]
    [InlineData("playground-images", $"{Me}/enhanced/a.png", true)]
    [InlineData("user-media", $"uploads/{Other}/images/a.png", false)]
    [InlineData("user-media", $"{Me}/a.png", false)]
    [InlineData("user-media", $"other/{Me}/a.png", false)]
    [InlineData("user-media", $"uploads/{Me}", false)]
    [InlineData("user-media", "uploads/a.png", false)]
    [InlineData("user-media", "unified-media/catalog-id", false)]
    [InlineData("playground-images", $"{Other}/generated/a.png", false)]
    [InlineData("playground-images", $"uploads/{Me}/a.png", false)]
    [InlineData("elsewhere", $"uploads/{Me}/images/a.png", false)]
    public async Task User_can_access_only_own_folders(string bucket, string key, bool isOwn)
    {
        await using var database = await CreateAsync();
        await database.ExecuteAsync($"INSERT INTO storage.objects (bucket_id, name) VALUES ('{bucket}', '{key}')", Cancel);
        await using var session = await RoleSession.BeginAsync(database.ConnectionString, "authenticated", new(Me), Cancel);

        Assert.Equal([isOwn ? "1" : "0"], await session.RowsAsync("SELECT count(*) FROM storage.objects", Cancel));
        Assert.Equal(isOwn ? "1 rows" : "42501", await session.TryAsync(
            $"INSERT INTO storage.objects (bucket_id, name) VALUES ('{bucket}', '{key}2')", Cancel));
        await session.ExecuteAsync("UPDATE storage.objects SET metadata = '{}'", Cancel);
        Assert.Equal(["0"], await session.RowsAsync("SELECT count(*) FROM storage.objects WHERE metadata IS NOT NULL", Cancel));
        await session.ExecuteAsync($"DELETE FROM storage.objects WHERE name = '{key}'", Cancel);
        Assert.Equal(["0"], await session.RowsAsync($"SELECT count(*) FROM storage.objects WHERE name = '{key}'", Cancel));
    }

    [Theory]
    [InlineData("anon", Me)]
    [InlineData("authenticated", null)]
    public async Task Anonymous_caller_can_access_no_folder(string role, string? subject)
    {
        await using var database = await CreateAsync();
        await database.ExecuteAsync($"INSERT INTO storage.objects (bucket_id, name) VALUES ('user-media', 'uploads/{Me}/images/a.png')", Cancel);
        await using var session = await RoleSession.BeginAsync(
            database.ConnectionString, role, subject is null ? null : new Guid(subject), Cancel);

        Assert.Equal(["0"], await session.RowsAsync("SELECT count(*) FROM storage.objects", Cancel));
    }

    private static async Task<FreshDatabase> CreateAsync()
    {
        var database = await FreshDatabase.CreateAsync(TestedDatabases.All["supabase"].WithSchema(), Cancel);
        await database.ExecuteAsync(
            """
            INSERT INTO storage.buckets (id, name) VALUES ('user-media', 'user-media'), ('playground-images', 'playground-images'),
                ('elsewhere', 'elsewhere')
            ON CONFLICT DO NOTHING
            """,
            Cancel);
        return database;
    }
}
