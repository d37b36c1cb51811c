namespace Unified.Media.Migrations.Tests;

/// <summary>
/// The statements of the older library, its API and its pages, with their roles. <c>{image}</c> is replaced by the label of the shape.
/// </summary>
internal static class LegacyQueries
{
    public const string Columns = "id, owner_user_id, type, bucket, path, width, height, duration, palette, blurhash, exif_json, visibility, "
        + "created_at";

    private const string User1 = "00000000-0000-4000-8000-0000000a0001";
    private const string User3 = "00000000-0000-4000-8000-0000000a0003";
    private const string Profile1 = "00000000-0000-4000-8000-0000000b0001";
    private const string Profile2 = "00000000-0000-4000-8000-0000000b0002";
    private const string Own = "00000000-0000-4000-8000-0000000e0003";
    private const string Others = "00000000-0000-4000-8000-0000000e0007";

    /// <summary>The role, the login and the statement, by name. The login is null for statements without one.</summary>
    public static IReadOnlyDictionary<string, (string Role, string? Login, string Sql)> All { get; } =
        new Dictionary<string, (string Role, string? Login, string Sql)>
        {
            // The library and GET /api/media.
            ["public media, as anon"] = ("anon", null, $"SELECT {Columns} FROM media ORDER BY created_at DESC, id"),
            ["an owner's media, as anon"] = ("anon", null, $"SELECT {Columns} FROM media WHERE owner_user_id = '{Profile2}' "
                + $"ORDER BY created_at DESC"),
            ["own media"] = ("authenticated", User1, $"SELECT {Columns} FROM media WHERE owner_user_id = '{Profile1}' ORDER BY created_at DESC"),
            ["all media that I see"] = ("authenticated", User1, $"SELECT {Columns} FROM media ORDER BY id"),
            ["all media, as the service"] = ("service_role", null, $"SELECT {Columns} FROM media ORDER BY id"),
            ["own gallery"] = (
                "authenticated", User3, $"SELECT to_jsonb(g) FROM playground_gallery g WHERE user_id = '{User3}' ORDER BY created_at DESC"),
            ["the gallery, as anon"] = ("anon", null, "SELECT id FROM playground_gallery"),
            ["another's gallery"] = ("authenticated", User1, $"SELECT id FROM playground_gallery WHERE user_id = '{User3}'"),
            ["own media by its id"] = ("authenticated", User1, $"SELECT {Columns} FROM media WHERE id = '{Own}'"),
            ["another's private media by its id"] = ("authenticated", User1, $"SELECT {Columns} FROM media WHERE id = '{Others}'"),

            // Uploads, promotion, save to gallery.
            ["upload"] = ("authenticated", User1,
                $"INSERT INTO media (owner_user_id, type, bucket, path, visibility) "
                    + $"VALUES ('{Profile1}', '{{image}}', 'media', '{Profile1}/1.jpg', 'PRIVATE') "
                + "RETURNING owner_user_id, type, bucket, path, visibility, width, gig_id"),
            ["upload, as anon"] = ("anon", null,
                $"INSERT INTO media (owner_user_id, type, bucket, path) VALUES ('{Profile1}', '{{image}}', 'media', 'x')"),
            ["upload for another"] = ("authenticated", User3,
                $"INSERT INTO media (owner_user_id, type, bucket, path) VALUES ('{Profile1}', '{{image}}', 'media', 'x')"),
            ["upload in the wrong vocabulary"] = ("authenticated", User1,
                $"INSERT INTO media (owner_user_id, type, bucket, path, visibility) VALUES ('{Profile1}', '{{image}}', 'media', 'x', 'public')"),
            ["upload with a login for an owner"] = ("service_role", null,
                $"INSERT INTO media (owner_user_id, type, bucket, path) VALUES ('{User1}', '{{image}}', 'media', 'x')"),
            ["promote, as the user"] = ("authenticated", User1, Promote),
            ["promote, as the service"] = ("service_role", null, Promote),
            ["save to the gallery"] = ("authenticated", User1,
                $"INSERT INTO playground_gallery (user_id, image_url, title, tags, width, height{{media_type}}) "
                    + $"VALUES ('{User1}', 'https://x/y.png', 't', '{{a,b}}', 1, 1{{media_type_value}}) "
                + "RETURNING image_url, title, tags"),

            // Changes and removal.
            ["change who sees it"] = ("authenticated", User1, $"UPDATE media SET visibility = 'PUBLIC' WHERE id = '{Own}' RETURNING id, visibility"),
            ["change where it lies"] = ("authenticated", User1, $"UPDATE media SET bucket = 'external', path = 'https://x/y' "
                + $"WHERE id = '{Own}' RETURNING path"),
            ["change another's"] = ("authenticated", User1, $"UPDATE media SET visibility = 'PUBLIC' WHERE id = '{Others}'"),
            ["give it away"] = ("authenticated", User1, $"UPDATE media SET owner_user_id = '{Profile2}' WHERE id = '{Own}'"),
            ["measure it, as the service"] = ("service_role", null, $"UPDATE media SET width = 7, height = 8, blurhash = 'x' "
                + $"WHERE id = '{Own}' RETURNING width"),
            ["write everything back as it was"] = ("authenticated", User1,
                $"UPDATE media SET owner_user_id = owner_user_id, bucket = bucket, path = path, exif_json = exif_json, "
                    + $"created_at = created_at WHERE id = '{Own}'"),
            ["delete own"] = ("authenticated", User1, $"DELETE FROM media WHERE id = '{Own}' RETURNING id, bucket, path"),
            ["delete another's"] = ("authenticated", User1, $"DELETE FROM media WHERE id = '{Others}'"),
            ["delete, as the service"] = ("service_role", null, $"DELETE FROM media WHERE id = '{Own}' AND owner_user_id = '{Profile1}' "
                + $"RETURNING id"),
            ["edit in the gallery"] = ("authenticated", User1,
                $"UPDATE playground_gallery SET title = 'new', description = 'd', tags = '{{x}}' "
                    + $"WHERE id = '00000000-0000-4000-8000-0000000c0005' RETURNING title, tags"),
            ["delete from the gallery"] = ("authenticated", User1,
                "DELETE FROM playground_gallery WHERE id = '00000000-0000-4000-8000-0000000c0005' RETURNING image_url"),

            // Older uploads, boards, showcases, attachments.
            ["own uploads"] = ("authenticated", User1, $"SELECT to_jsonb(u) FROM user_media u WHERE user_id = '{User1}' ORDER BY created_at"),
            ["keep an upload"] = ("authenticated", User1,
                $"INSERT INTO user_media (user_id, file_name, file_path, file_size, mime_type) VALUES ('{User1}', 'f', 'p', 1, 'image/png') "
                    + $"RETURNING file_name, upload_purpose"),
            ["keep an upload with metadata"] = ("service_role", null, $"INSERT INTO user_media (user_id, file_path, metadata) "
                + $"VALUES ('{User1}', 'p', '{{}}')"),
            ["rename an upload"] = ("authenticated", User1,
                "UPDATE user_media SET file_name = 'n' WHERE id = '00000000-0000-4000-8000-0000000d0001' RETURNING file_name"),
            ["remove an upload"] = ("authenticated", User1, "DELETE FROM user_media WHERE id = '00000000-0000-4000-8000-0000000d0001' "
                + "RETURNING file_path"),
            ["public boards"] = ("anon", null, "SELECT id, title, items FROM moodboards ORDER BY id"),
            ["own boards"] = ("authenticated", User1, "SELECT id, title, items FROM moodboards ORDER BY id"),
            ["save a board"] = ("authenticated", User1,
                $"UPDATE moodboards SET items = '[{{\"id\": \"1\"}}]' WHERE owner_user_id = '{Profile1}' AND title = 'Sea mood' RETURNING items"),
            ["items of boards"] = ("anon", null, "SELECT id, url FROM moodboard_items ORDER BY id"),
            ["public showcases"] = ("anon", null, "SELECT id, media_ids FROM showcases ORDER BY id"),
            ["media of a showcase"] = ("service_role", null, "SELECT s.id, m.id FROM showcases s JOIN media m ON m.id = ANY (s.media_ids) "
                + "ORDER BY 1, 2"),
            ["attach"] = ("service_role", null,
                $"INSERT INTO application_attachments (application_id, media_id) VALUES ('00000000-0000-4000-8000-000000010003', '{Own}') "
                    + $"RETURNING media_id"),
            ["remove a profile"] = ("service_role", null, $"DELETE FROM users_profile WHERE id = '{Profile2}' RETURNING handle"),
            ["empty the table"] = ("anon", null, "TRUNCATE media CASCADE"),
            ["empty the table, as the service"] = ("service_role", null, "TRUNCATE media CASCADE"),
        };

    /// <summary>Statements whose result changes on purpose, because they let any caller delete all rows.</summary>
    public static IReadOnlySet<string> Leaks { get; } = new HashSet<string> { "empty the table", "empty the table, as the service" };

    private const string Promote =
        $$"""
        INSERT INTO media (owner_user_id, type, bucket, path, width, height, visibility, exif_json)
        VALUES ('{{Profile1}}', '{image}', 'external', 'https://x/playground-images/a.png', 10, 20, 'PUBLIC',
            '{"promoted_from_playground": true, "original_gallery_id": "00000000-0000-4000-8000-0000000c0005", "external_url": true}')
        RETURNING bucket, path, width, height, visibility, exif_json
        """;

    /// <summary>Returns the statement with the labels of a shape.</summary>
    public static string For(string shape, string sql) => sql
        .Replace("{image}", shape == "B" ? "image" : "IMAGE", StringComparison.Ordinal)
        .Replace("{media_type}", shape == "C" ? string.Empty : ", media_type", StringComparison.Ordinal)
        .Replace("{media_type_value}", shape == "C" ? string.Empty : ", 'image'", StringComparison.Ordinal);
}
