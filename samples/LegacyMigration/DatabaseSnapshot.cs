namespace LegacyMigration;

/// <summary>
/// Row counts of the legacy tables, and checksums of the tables that a migration changes and a rollback restores.
/// </summary>
internal sealed record DatabaseSnapshot(long GalleryRows, long UserMediaRows, long Items, string ItemsDigest, long Boards, string BoardsDigest)
{
    // Only the columns of the legacy schema, because the new schema adds columns to media.
    private const string Columns = "concat_ws('|', t.id, t.owner_user_id, t.type, t.bucket, t.path, t.visibility, t.created_at)";

    public static async Task<DatabaseSnapshot> TakeAsync(SampleDatabase database, CancellationToken cancellationToken) => new(
        await database.ScalarAsync<long>("select count(*) from public.playground_gallery", cancellationToken),
        await database.ScalarAsync<long>("select count(*) from public.user_media", cancellationToken),
        await database.ScalarAsync<long>("select count(*) from public.media", cancellationToken),
        await DigestAsync(database, Columns, "media", cancellationToken),
        await database.ScalarAsync<long>("select count(*) from public.moodboards", cancellationToken),
        await DigestAsync(database, "t::text", "moodboards", cancellationToken));

    /// <summary>
    /// Compares items and boards. Ignores the legacy tables, because the simulated application has changed their rows since.
    /// </summary>
    public bool HasSameItemsAs(DatabaseSnapshot other) =>
        (Items, ItemsDigest, Boards, BoardsDigest) == (other.Items, other.ItemsDigest, other.Boards, other.BoardsDigest);

    private static Task<string> DigestAsync(SampleDatabase database, string row, string table, CancellationToken cancellationToken) =>
        database.ScalarAsync<string>(
            $"select coalesce(md5(string_agg(md5({row}), '' order by t.id)), '') from public.{table} t", cancellationToken);
}
