using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

public sealed class ClassificationTests(MigratedShapes shapes) : IClassFixture<MigratedShapes>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string?, string?, string?, string?, string> Rows => new()
    {
        { "what was said is kept", "stock", "user-media", "uploads/x/a.png", null, null, "stock" },
        { "in any letter case", "Enhanced", "b", "p", null, null, "enhanced" },
        { "a word of nobody's is kept", "camera", "b", "p", null, null, "camera" },
        { "no word", null, "b", "p", null, null, "upload" },
        { "the default is not believed", "upload", "user-media", "enhanced/x/a.png", null, null, "enhanced" },
        { "the older folder", "upload", "user-media", "enhanced-images/x/a.png", null, null, "enhanced" },
        { "a folder within", "upload", "playground-images", "x/enhanced/a.png", null, null, "enhanced" },
        { "a file that is only called so", "upload", "user-media", "uploads/x/enhanced-a.png", null, null, "upload" },
        { "metadata says who made it", null, "b", "p", """{"source": "ai_enhancement"}""", null, "enhanced" },
        { "metadata says how", null, "b", "p", """{"enhancement_type": "style"}""", null, "enhanced" },
        { "an empty word says nothing", null, "b", "p", """{"enhancement_type": ""}""", null, "upload" },
        { "the older bag of metadata", null, "b", "p", null, """{"generation_metadata": {"source": "ai_enhancement"}}""", "enhanced" },
        { "the older bag says how", null, "b", "p", null, """{"generation_metadata": {"enhancement_type": "x"}}""", "enhanced" },
        { "stock folder", null, "user-media", "stock-photos/x/a.jpg", null, null, "stock" },
        { "stock provider", null, "b", "p", """{"provider": "Pexels"}""", null, "stock" },
        { "stock by source", null, "b", "p", """{"source": "unsplash"}""", null, "stock" },
        { "promoted", null, "external", "https://x/a.png", null, """{"promoted_from_playground": true}""", "playground" },
        { "once in the gallery", null, "external", "https://x/a.png", null, """{"original_gallery_id": "7"}""", "playground" },
        { "copied from the gallery", null, "b", "p", """{"gallery_id": "7"}""", null, "playground" },
        { "the playground's bucket", null, "playground-videos", "x/a.mp4", null, null, "playground" },
        { "a full address in it", null, "external", "https://x/playground-images/a.png", null, null, "playground" },
        { "metadata that is a list", null, "b", "p", "[1]", "[2]", "upload" },
        { "metadata that is a word", null, "b", "p", "\"enhanced\"", "\"x\"", "upload" },
        { "metadata that is nothing", null, "b", "p", "null", "null", "upload" },
        { "words of another type", null, "b", "p", """{"enhancement_type": {}, "source": 5}""", null, "enhanced" },
        { "twenty letters that have two in lower case", new('İ', 20), "b", "p", null, null, string.Concat(Enumerable.Repeat("i\u0307", 10)) },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Row_is_classified_by_its_values(
        string why, string? said, string? bucket, string? path, string? metadata, string? exif, string expected)
    {
        await using var command = shapes["A"].DataSource.CreateCommand("SELECT unified_media.legacy_derive_source($1, $2, $3, $4::jsonb, $5::jsonb)");
        foreach (var value in new[] { said, bucket, path, metadata, exif })
        {
            command.Parameters.Add(new() { Value = (object?)value ?? DBNull.Value });
        }

        Assert.Equal((why, expected), (why, await command.ExecuteScalarAsync(Cancel)));
    }

    [Theory]
    [MemberData(nameof(TestedDatabases.Legacy), MemberType = typeof(TestedDatabases))]
    public async Task Old_rows_are_classified_and_keep_their_times(string shape)
    {
        var labels = await shapes[shape].ColumnAsync<string>("SELECT source_type::text FROM media ORDER BY id", Cancel);

        string[] expected =
        [
            "playground", "playground", "upload", "playground", "playground", "playground", "upload", "upload", "upload",
            .. shape == "B" ? ["enhanced"] : Array.Empty<string>(),
        ];
        Assert.Equal(expected, labels);
        Assert.Equal(0, await shapes[shape].ScalarAsync<long>(
            "SELECT count(*) FROM media WHERE updated_at IS DISTINCT FROM created_at OR created_at > '2025-10-31' OR object_id IS NOT NULL", Cancel));
    }

    [Fact]
    public async Task Batches_process_every_row()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyARows, Cancel);
        await database.ExecuteAsync(
            $$"""
            INSERT INTO media (owner_user_id, type, bucket, path)
            SELECT '{{MigratedShapes.Profile(1)}}', 'IMAGE', 'playground-images', 'x/' || n || '.png' FROM generate_series(1, 4500) n
            """,
            Cancel);

        await SchemaSteps.ApplyAsync(database.ConnectionString, cancellationToken: Cancel);

        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM media WHERE source_type IS NULL OR updated_at IS NULL", Cancel));
        Assert.Equal(4500, await database.ScalarAsync<long>("SELECT count(*) FROM media WHERE path ~ '^x/' AND source_type = 'playground'", Cancel));
    }

    [Fact]
    public async Task Documented_ICU_upgrade_keeps_times_of_items()
    {
        const string Picture =
            """
            SELECT concat_ws(chr(10), (SELECT string_agg(m::text, chr(10) ORDER BY m.id) FROM media m),
                (SELECT string_agg(t::text, chr(10) ORDER BY t.media_id, t.tag) FROM unified_media.media_tags t),
                (SELECT string_agg(s::text, chr(10) ORDER BY s.media_id) FROM unified_media.media_search s))
            """;
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows.WithCoreSchema(), Cancel);
        await database.ExecuteAsync("""UPDATE media SET metadata = '{"title": "Ärger", "tags": ["sea"]}'""", Cancel);
        var before = await database.ScalarAsync<string>(Picture, Cancel);
        await database.ExecuteAsync(
            "SET session_replication_role = replica; UPDATE media SET title_key = 'as before the upgrade'; "
                + "SET session_replication_role = DEFAULT", Cancel);
        var step = await File.ReadAllLinesAsync(
            SchemaSteps.Files.Single(file => file.Name.StartsWith("0051_", StringComparison.Ordinal)).Path, Cancel);
        var advice = SchemaNames.Default.ReplacePlaceholders(
            string.Join('\n', step.Where(line => line.StartsWith("--   ", StringComparison.Ordinal)).Select(line => line[5..])));

        await using (var connection = await database.DataSource.OpenConnectionAsync(Cancel))
        {
            foreach (var statement in advice.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync(Cancel);
            }
        }

        await SchemaSteps.ApplyAsync(database.ConnectionString, file => file.StartsWith("0070", StringComparison.Ordinal), cancellationToken: Cancel);

        Assert.Equal(before, await database.ScalarAsync<string>(Picture, Cancel));
    }

    [Theory]
    [InlineData("UPDATE media SET metadata = '{\"tags\": [\"new\"]}' WHERE id = '{0}'", "new")]
    [InlineData("DELETE FROM media WHERE id = '{0}'", "")]
    public async Task Concurrent_change_of_a_row_wins(string change, string tags)
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, Cancel);
        var id = MigratedShapes.Media(3).ToString();
        await database.ExecuteAsync($$"""UPDATE media SET metadata = '{"tags": ["old"]}' WHERE id = '{{id}}'""", Cancel);
        await SchemaSteps.ApplyAsync(database.ConnectionString, file => string.CompareOrdinal(file, "0070") < 0, cancellationToken: Cancel);
        await using var user = await RoleSession.BeginAsync(database.ConnectionString, null, cancellationToken: Cancel);
        await user.ExecuteAsync(change.Replace("{0}", id, StringComparison.Ordinal), Cancel);

        var batch = SchemaSteps.ApplyAsync(
            database.ConnectionString, file => file.StartsWith("0070", StringComparison.Ordinal), cancellationToken: Cancel);
        await database.WaitForSessionAsync("wait_event_type = 'Lock'", Cancel);
        await user.CommitAsync(Cancel);
        await batch;

        Assert.Equal(tags, string.Join(' ', await database.ColumnAsync<string>(
            $"SELECT tag FROM unified_media.media_tags WHERE media_id = '{id}'", Cancel)));
    }
}
