using Unified.Media.Drivers;

namespace Unified.Media.Sqlite;

/// <summary>Inserts, updates and deletes the row of an item together with its tags and words.</summary>
internal static class ItemWriter
{
    public static void Insert(Session session, MediaItem item, int attempt)
    {
        var tagKeys = TagKeys.ToJson(item.Metadata);
        var words = SearchText.FromMetadata(item.Metadata);
        var rowId = (long)session.Scalar(
            """
            INSERT INTO media (
                id, attempt, owner_user_id, type, source_type, enhancement_type, original_media_id, visibility, bucket, path, mime_type,
                size_bytes, sha256, width, height, duration, created_at, updated_at, metadata, title_key, tag_keys, words)
            VALUES (
                @id, @attempt, @owner, @type, @source, @enhancement, @original, @visibility, @bucket, @path, @mime, @size,
                @sha256, @width, @height, @duration, @created, @updated, @metadata, @title, @tags, @words)
            RETURNING row_id
            """,
            ("@id", item.Id.ToString()),
            ("@attempt", attempt),
            ("@owner", item.Owner.ToString()),
            ("@type", item.Kind.ToString()),
            ("@source", item.SourceType.ToString()),
            ("@enhancement", item.EnhancementType),
            ("@original", item.OriginalMediaId),
            ("@visibility", item.Visibility.ToString()),
            ("@bucket", item.Location!.Bucket),
            ("@path", item.Location.Key),
            ("@mime", item.ContentType),
            ("@size", item.SizeBytes),
            ("@sha256", item.Sha256),
            ("@width", item.Width),
            ("@height", item.Height),
            ("@duration", item.Duration?.Ticks / TimeSpan.TicksPerMicrosecond),
            ("@created", Microseconds.FromDateTimeOffset(item.CreatedAt)),
            ("@updated", Microseconds.FromDateTimeOffset(item.UpdatedAt)),
            ("@metadata", item.Metadata.ToJson()),
            ("@title", TitleSortKey.FromTitle(item.Title)),
            ("@tags", tagKeys),
            ("@words", words))!;
        var row = new ItemRow(rowId, item.Id, item.Owner, Microseconds.FromDateTimeOffset(item.CreatedAt), item.SizeBytes, tagKeys, words);
        AddTags(session, row);
        AddWords(session, row);
    }

    public static void Update(Session session, ItemRow row, CatalogUpdate update)
    {
        var changed = row with { TagKeys = TagKeys.ToJson(update.Metadata), Words = SearchText.FromMetadata(update.Metadata) };
        session.Execute(
            """
            UPDATE media SET visibility = @visibility, updated_at = @updated, metadata = @metadata, title_key = @title, tag_keys = @tags,
                words = @words
            WHERE row_id = @row
            """,
            ("@visibility", update.Visibility.ToString()),
            ("@updated", Microseconds.FromDateTimeOffset(update.UpdatedAt)),
            ("@metadata", update.Metadata.ToJson()),
            ("@title", TitleSortKey.FromTitle(update.Metadata.Title)),
            ("@tags", changed.TagKeys),
            ("@words", changed.Words),
            ("@row", row.RowId));
        if (changed.TagKeys != row.TagKeys)
        {
            RemoveTags(session, row);
            AddTags(session, changed);
        }

        if (changed.Words != row.Words)
        {
            RemoveWords(session, row);
            AddWords(session, changed);
        }
    }

    public static void Delete(Session session, ItemRow row)
    {
        RemoveTags(session, row);
        RemoveWords(session, row);
        session.Execute("DELETE FROM media WHERE row_id = @row", ("@row", row.RowId));
    }

    private static void AddTags(Session session, ItemRow row)
    {
        foreach (var key in TagKeys.FromJson(row.TagKeys))
        {
            session.Execute(
                """
                INSERT INTO media_tags (owner_user_id, tag_key, created_at, media_id, media_row_id, size_bytes)
                VALUES (@owner, @tag, @created, @id, @row, @size)
                """,
                ("@owner", row.Owner.ToString()),
                ("@tag", key),
                ("@created", row.CreatedAt),
                ("@id", row.Id.ToString()),
                ("@row", row.RowId),
                ("@size", row.SizeBytes));
        }
    }

    private static void RemoveTags(Session session, ItemRow row)
    {
        foreach (var key in TagKeys.FromJson(row.TagKeys))
        {
            session.Execute(
                "DELETE FROM media_tags WHERE owner_user_id = @owner AND tag_key = @tag AND created_at = @created AND media_id = @id",
                ("@owner", row.Owner.ToString()),
                ("@tag", key),
                ("@created", row.CreatedAt),
                ("@id", row.Id.ToString()));
        }
    }

    // An item without words has no entry in the index of words, because an insert into this index is the most expensive part of an upload.
    private static void AddWords(Session session, ItemRow row)
    {
        if (row.Words.Length > 0)
        {
            session.Execute(
                "INSERT INTO media_words (rowid, words) VALUES (@row, @words)",
                ("@row", row.RowId),
                ("@words", SearchText.Document(row.Owner, row.Words)));
        }
    }

    private static void RemoveWords(Session session, ItemRow row)
    {
        if (row.Words.Length > 0)
        {
            session.Execute("DELETE FROM media_words WHERE rowid = @row", ("@row", row.RowId));
        }
    }
}
