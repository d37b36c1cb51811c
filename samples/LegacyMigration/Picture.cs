namespace LegacyMigration;

/// <summary>What the old application sees: how many rows there are, and checksums of what a migration rewrites and a rollback restores.</summary>
internal sealed record Picture(long Gallery, long UserMedia, long Items, string ItemsDigest, long Boards, string BoardsDigest)
{
    public static async Task<Picture> TakeAsync(SampleDatabase database, CancellationToken cancellationToken) => new(
        await database.ScalarAsync<long>("select count(*) from public.playground_gallery", cancellationToken),
        await database.ScalarAsync<long>("select count(*) from public.user_media", cancellationToken),
        await database.ScalarAsync<long>("select count(*) from public.media", cancellationToken),
        await DigestAsync(database, "concat_ws('|', t.id, t.owner_user_id, t.type, t.bucket, t.path, t.visibility, t.created_at)", "media", cancellationToken),
        await database.ScalarAsync<long>("select count(*) from public.moodboards", cancellationToken),
        await DigestAsync(database, "t::text", "moodboards", cancellationToken));

    /// <summary>The old application's own writes have added rows to its tables meanwhile; items and boards must be what they were.</summary>
    public bool SameAs(Picture other) => (Items, ItemsDigest, Boards, BoardsDigest) == (other.Items, other.ItemsDigest, other.Boards, other.BoardsDigest);

    private static Task<string> DigestAsync(SampleDatabase database, string row, string table, CancellationToken cancellationToken) =>
        database.ScalarAsync<string>($"select coalesce(md5(string_agg(md5({row}), '' order by t.id)), '') from public.{table} t", cancellationToken);
}
