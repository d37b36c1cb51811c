namespace LegacyMigration;

/// <summary>
/// Row counts of the older tables, and checksums of the tables that a migration changes and a rollback restores.
/// </summary>
internal sealed record DatabaseSnapshot(long Gallery, long UserMedia, long Items, string ItemsDigest, long Boards, string BoardsDigest)
{
    // Only the old columns: the new schema adds columns to media.
    private const string Columns = "concat_ws('|', t.id, t.owner_user_id, t.type, t.bucket, t.path, t.visibility, t.created_at)";

    public static async Task<DatabaseSnapshot> TakeAsync(SampleDatabase database, CancellationToken cancellationToken) => new(
        await database.ScalarAsync<long>("select count(*) from public.playground_gallery", cancellationToken),
        await database.ScalarAsync<long>("select count(*) from public.user_media", cancellationToken),
        await database.ScalarAsync<long>("select count(*) from public.media", cancellationToken),
        await DigestAsync(database, Columns, "media", cancellationToken),
        await database.ScalarAsync<long>("select count(*) from public.moodboards", cancellationToken),
        await DigestAsync(database, "t::text", "moodboards", cancellationToken));

    /// <summary>
    /// Compares items and boards. The older tables are ignored, because the application has added rows to them since.
    /// </summary>
    public bool SameAs(DatabaseSnapshot other) =>
        (Items, ItemsDigest, Boards, BoardsDigest) == (other.Items, other.ItemsDigest, other.Boards, other.BoardsDigest);

    private static Task<string> DigestAsync(SampleDatabase database, string row, string table, CancellationToken cancellationToken) =>
        database.ScalarAsync<string>(
            $"select coalesce(md5(string_agg(md5({row}), '' order by t.id)), '') from public.{table} t", cancellationToken);
}
