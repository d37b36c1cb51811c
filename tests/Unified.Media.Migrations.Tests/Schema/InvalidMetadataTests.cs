using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Migrations.Tests;

/// <summary>Triggers truncate invalid metadata of older programs and never reject it.</summary>
public sealed class InvalidMetadataTests(MigratedShapes shapes) : IClassFixture<MigratedShapes>
{
    private static readonly Dictionary<string, string> Metadata = new()
    {
        ["a title of two megabytes"] = $$"""{"title": "{{string.Concat(Enumerable.Range(0, 250_000).Select(number =>
            FormattableString.Invariant($"w{number:x} ")))}}"}""",
        ["a title that is one word of two megabytes"] = $$"""{"title": "{{new string('x', 2_000_000)}}"}""",
        ["a tag of 9,000 characters"] = $$"""{"tags": ["{{new string('x', 9_000)}}", "ok"]}""",
        ["a tag of letters that grow in lower case"] = $$"""{"tags": ["{{new string('İ', 100)}}"], "title": "{{new string('İ', 255)}}"}""",
        ["ten thousand tags"] = $$"""{"tags": [{{string.Join(',', Enumerable.Range(0, 10_000).Select(number => $"\"t{number}\""))}}]}""",
        ["tags that are a word"] = """{"tags": "red"}""",
        ["tags that are an object"] = """{"tags": {"red": true}}""",
        ["tags that are nothing"] = """{"tags": null}""",
        ["tags of all types"] = """{"tags": ["Red", 1, null, true, {"a": 1}, ["x"], "", "   ", "red"]}""",
        ["a title that is a number"] = """{"title": 5, "description": ["x"]}""",
        ["metadata that is a list"] = """[1, "two"]""",
        ["metadata that is a word"] = "\"word\"",
        ["metadata that is a number"] = "5",
        ["metadata that is the JSON null"] = "null",
        ["control characters and noncharacters"] =
            """{"title": "\u0001\u001f\u007f\ufffe\uffff\u202e", "tags": ["\u200b", "\u0085x\u00a0", "\ufeff"]}""",
        ["marks without a letter, and a hundred of them"] = $$"""{"title": "\u0301a{{string.Concat(Enumerable.Repeat("\\u0301",
            100))}}", "tags": ["\u0301"]}""",
        ["the private plane"] = """{"title": "\udbff\udffd\udb80\udc00 🎞️ 👩‍👩‍👧", "tags": ["🎞️"]}""",
        ["a backslash and quotes"] = """{"title": "\\ ' \" \\' & | ! ( ) <-> :*", "tags": ["\\", "'", "a:b", "!"]}""",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases => new MatrixTheoryData<string, string>(Metadata.Keys, DatabaseTemplate.LegacyRows.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Invalid_metadata_fails_no_write_of_older_programs(string what, string shape)
    {
        var json = Metadata[what].Replace("'", "''", StringComparison.Ordinal);
        foreach (var (role, login) in new (string, Guid?)[] { ("authenticated", MigratedShapes.Login(1)), ("service_role", null) })
        {
            await using var session = await shapes.BeginAsync(shape, role, login);
            var insert = await session.TryAsync(
                $"""
                INSERT INTO media (owner_user_id, type, bucket, path, metadata, exif_json)
                VALUES ('{MigratedShapes.Profile(1)}', '{(shape == "B" ? "image" : "IMAGE")}', 'b', 'p', '{json}', '{json}')
                """,
                Cancel);
            var update = await session.TryAsync(
                $"UPDATE media SET metadata = '{json}', exif_json = '{json}' WHERE id = '{MigratedShapes.Media(2)}'", Cancel);
            await session.BecomeAsync(null, cancellationToken: Cancel);

            Assert.Equal(("1 rows", "1 rows"), (insert, update));
            Assert.Equal(["t"], await session.RowsAsync(
                "SELECT count(*) <= 200 AND coalesce(max(length(tag)), 0) <= 100 FROM unified_media.media_tags", Cancel));
        }
    }

    [Fact]
    public async Task User_cannot_hide_an_item_from_lists_by_a_setting()
    {
        await using var session = await shapes.BeginAsync("B", "authenticated", MigratedShapes.Login(1));
        await session.TryAsync("SET unified_media.writes_side_tables = 'on'", Cancel);

        var insert = await session.TryAsync(
            $$"""
            INSERT INTO media (owner_user_id, type, bucket, path, metadata, legacy_source, legacy_id)
            VALUES ('{{MigratedShapes.Profile(1)}}', 'image', 'b', 'hidden', '{"tags": ["hidden"]}', 'playground_gallery', 'x')
            """,
            Cancel);
        await session.BecomeAsync(null, cancellationToken: Cancel);

        Assert.Equal("1 rows", insert);
        Assert.Equal(["hidden"], await session.RowsAsync("SELECT tag FROM unified_media.media_tags WHERE tag = 'hidden'", Cancel));
    }

    [Fact]
    public async Task Lone_surrogate_is_rejected_by_jsonb()
    {
        await using var session = await shapes.BeginAsync("B", "authenticated", MigratedShapes.Login(1));

        Assert.Equal("22P02", await session.TryAsync("""UPDATE media SET metadata = '{"title": "\ud800"}'""", Cancel));
        Assert.Equal("22P05", await session.TryAsync("""UPDATE media SET metadata = '{"title": "\u0000"}'""", Cancel));
    }

    [Fact]
    public async Task Tags_are_distinct_and_only_strings() => Assert.Equal(
        ["red"],
        await shapes["plain"].ColumnAsync<string>($"SELECT unnest(unified_media.collect_tags('{Metadata["tags of all types"]}'))", Cancel));

    [Fact]
    public async Task Old_rows_with_invalid_metadata_are_classified()
    {
        await using var database = await FreshDatabase.CreateAsync(DatabaseTemplate.LegacyBRows, Cancel);
        foreach (var json in Metadata.Values)
        {
            await using var command = database.DataSource.CreateCommand(
                "INSERT INTO media (owner_user_id, type, bucket, path, metadata, exif_json) VALUES ($1, 'image', 'odd', 'p', $2::jsonb, $2::jsonb)");
            command.Parameters.Add(new NpgsqlParameter { Value = MigratedShapes.Profile(1) });
            command.Parameters.Add(new NpgsqlParameter { Value = json });
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await SchemaSteps.ApplyAsync(database.ConnectionString, cancellationToken: Cancel);

        Assert.Equal(
            Metadata.Count, await database.ScalarAsync<long>("SELECT count(*) FROM media WHERE bucket = 'odd' AND source_type = 'upload'", Cancel));
        Assert.True(await database.ScalarAsync<long>("SELECT count(*) FROM unified_media.media_search", Cancel) > 5);
    }
}
