using Unified.Media.TestDatabase;

namespace Unified.Media.Tool.Tests;

/// <summary>Inserts items with ledger rows directly into a database, without the store.</summary>
internal static class TestItems
{
    /// <summary>Inserts an item with a complete object and returns its id.</summary>
    public static async Task<Guid> AddAsync(
        FreshDatabase database, string bucket = "user-media", string visibility = "PRIVATE", long size = 4, string sha256 = "00",
        string title = "")
    {
        var id = Guid.CreateVersion7();
        var key = KeyOf(id);
        await database.ExecuteAsync(
            $$"""
            insert into unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, mime_type, size_bytes, sha256)
            values ('{{id}}', 1, '{{Owner}}', '{{bucket}}', '{{key}}', 'ready', 'image/png', {{size}}, decode('{{sha256}}', 'hex'));
            insert into public.media (id, owner_user_id, type, bucket, path, visibility, source_type, metadata)
            values ('{{id}}', '{{Owner}}', 'image', '{{bucket}}', '{{key}}', '{{visibility}}', 'upload', '{"title":"{{title}}"}');
            """,
            TestContext.Current.CancellationToken);
        return id;
    }

    public static Guid Owner { get; } = Guid.Parse("0b9c4f4e-5b1f-4c53-9f0e-0d6f1a9be001");

    public static string KeyOf(Guid id) => $"uploads/{Owner}/images/{id}.1.png";
}
