using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Unified.Media.Drivers;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>
/// Fills a database with items: a fifth of one owner, the rest of 2,000 others, mixed in time. Disables triggers, writes the rows and the side
/// tables with COPY, then creates indexes, vacuums and analyzes.
/// </summary>
internal sealed class PostgresLibrary(int items)
{
    public const string RareWord = "heliotrope";
    public const string CommonWord = "harbour";
    public const string RareTag = "eclipse";
    public const string CommonTag = "travel";

    private const int OtherOwners = 2_000;
    private const int RareEvery = 4_000;
    private const int VocabularyLength = 3_000;

    private readonly Random _random = new(7);
    private readonly List<PagePosition> _positions = [];
    private string[] _vocabulary = [];
    private Guid[] _owners = [];

    /// <summary>The owner with a fifth of the items.</summary>
    public Guid LargestOwner => _owners[0];

    /// <summary>The creation time of the first item. One item follows every ten seconds.</summary>
    public static DateTimeOffset Start { get; } = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int LargestOwnerItems => items / 5;

    /// <summary>The positions of the largest owner's items, newest first.</summary>
    public IReadOnlyList<PagePosition> Positions => _positions;

    public async Task FillAsync(FreshDatabase database, CancellationToken cancellationToken)
    {
        _vocabulary = [.. Enumerable.Range(0, VocabularyLength).Select(_ => Word())];
        _owners = [.. Enumerable.Range(0, OtherOwners + 1).Select(_ => Guid.CreateVersion7())];
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(
            connection,
            "SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off",
            cancellationToken);
        var indexes = await database.ColumnAsync<string>(
            """
            SELECT indexdef FROM pg_indexes i WHERE tablename IN ('media', 'objects', 'media_tags', 'media_search')
            AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)
            """,
            cancellationToken);
        foreach (var definition in indexes)
        {
            var name = definition.Split(' ')[definition.StartsWith("CREATE UNIQUE", StringComparison.Ordinal) ? 3 : 2];
            var schema = name.StartsWith("unified_media_", StringComparison.Ordinal) ? "public" : "unified_media";
            await ExecuteAsync(connection, $"DROP INDEX {schema}.{name}", cancellationToken);
        }

        await CopyAsync(connection, cancellationToken);
        await ExecuteAsync(
            connection,
            """
            INSERT INTO unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, mime_type, size_bytes, sha256)
            SELECT id, 1, owner_user_id, bucket, path, 'ready', mime_type, size_bytes, sha256 FROM public.media;
            UPDATE public.media m SET object_id = o.object_id FROM unified_media.objects o WHERE o.media_id = m.id;
            INSERT INTO unified_media.media_search SELECT media_id, owner_user_id, created_at, is_public, array_to_tsvector(words) FROM words;
            DROP TABLE words
            """,
            cancellationToken);
        foreach (var index in indexes)
        {
            await ExecuteAsync(connection, index, cancellationToken);
        }

        foreach (var table in (string[])["public.media", "unified_media.objects", "unified_media.media_tags", "unified_media.media_search"])
        {
            await ExecuteAsync(connection, $"VACUUM (ANALYZE) {table}", cancellationToken);
        }

        await ExecuteAsync(connection, "CHECKPOINT", cancellationToken);
        _positions.Reverse();
    }

    private async Task CopyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection,
            "CREATE UNLOGGED TABLE words (media_id uuid, owner_user_id uuid, created_at timestamptz, is_public boolean, words text[])",
            cancellationToken);
        const int Chunk = 20_000;
        for (var first = 0; first < items; first += Chunk)
        {
            var rows = Enumerable.Range(first, Math.Min(Chunk, items - first)).Select(CreateRow).ToArray();
            await CopyAsync(connection, rows, cancellationToken);
        }
    }

    private static async Task CopyAsync(NpgsqlConnection connection, LibraryRow[] rows, CancellationToken cancellationToken)
    {
        await using (var media = await connection.BeginBinaryImportAsync(
            """
            COPY public.media (id, owner_user_id, type, bucket, path, width, height, visibility, created_at, updated_at, source_type,
                enhancement_type, metadata, mime_type, size_bytes, sha256, title_key) FROM STDIN (FORMAT binary)
            """,
            cancellationToken))
        {
            foreach (var row in rows)
            {
                await media.StartRowAsync(cancellationToken);
                await media.WriteAsync(row.Id, NpgsqlDbType.Uuid, cancellationToken);
                await media.WriteAsync(row.Owner, NpgsqlDbType.Uuid, cancellationToken);
                await media.WriteAsync(row.IsVideo ? "video" : "image", NpgsqlDbType.Varchar, cancellationToken);
                await media.WriteAsync("user-media", NpgsqlDbType.Varchar, cancellationToken);
                await media.WriteAsync(
                    $"uploads/{row.Owner}/{(row.IsVideo ? "videos" : "images")}/{row.Id}.1.{(row.IsVideo ? "mp4" : "jpg")}",
                    NpgsqlDbType.Text,
                    cancellationToken);
                await media.WriteAsync(row.Width, NpgsqlDbType.Integer, cancellationToken);
                await media.WriteAsync(row.Width * 3 / 4, NpgsqlDbType.Integer, cancellationToken);
                await media.WriteAsync(row.IsPublic ? "PUBLIC" : "PRIVATE", NpgsqlDbType.Varchar, cancellationToken);
                await media.WriteAsync(row.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
                await media.WriteAsync(row.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
                await media.WriteAsync(row.Source, NpgsqlDbType.Varchar, cancellationToken);
                await (row.Source == "enhanced"
                    ? media.WriteAsync("upscale", NpgsqlDbType.Varchar, cancellationToken)
                    : media.WriteNullAsync(cancellationToken));
                await media.WriteAsync(row.Metadata, NpgsqlDbType.Jsonb, cancellationToken);
                await media.WriteAsync(row.IsVideo ? "video/mp4" : "image/jpeg", NpgsqlDbType.Varchar, cancellationToken);
                await media.WriteAsync(row.Bytes, NpgsqlDbType.Bigint, cancellationToken);
                await media.WriteAsync(row.Sha256, NpgsqlDbType.Bytea, cancellationToken);
                await media.WriteAsync(row.Title, NpgsqlDbType.Text, cancellationToken);
            }

            await media.CompleteAsync(cancellationToken);
        }

        await using (var tags = await connection.BeginBinaryImportAsync(
            "COPY unified_media.media_tags (owner_user_id, tag, created_at, media_id, is_public) FROM STDIN (FORMAT binary)", cancellationToken))
        {
            foreach (var (row, tag) in rows.SelectMany(row => row.Tags, (row, tag) => (row, tag)))
            {
                await tags.StartRowAsync(cancellationToken);
                await tags.WriteAsync(row.Owner, NpgsqlDbType.Uuid, cancellationToken);
                await tags.WriteAsync(tag, NpgsqlDbType.Text, cancellationToken);
                await tags.WriteAsync(row.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
                await tags.WriteAsync(row.Id, NpgsqlDbType.Uuid, cancellationToken);
                await tags.WriteAsync(row.IsPublic, NpgsqlDbType.Boolean, cancellationToken);
            }

            await tags.CompleteAsync(cancellationToken);
        }

        await using var words = await connection.BeginBinaryImportAsync("COPY words FROM STDIN (FORMAT binary)", cancellationToken);
        foreach (var row in rows)
        {
            await words.StartRowAsync(cancellationToken);
            await words.WriteAsync(row.Id, NpgsqlDbType.Uuid, cancellationToken);
            await words.WriteAsync(row.Owner, NpgsqlDbType.Uuid, cancellationToken);
            await words.WriteAsync(row.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await words.WriteAsync(row.IsPublic, NpgsqlDbType.Boolean, cancellationToken);
            await words.WriteAsync(row.Words, NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
        }

        await words.CompleteAsync(cancellationToken);
    }

    // About 500 bytes of metadata.
    private LibraryRow CreateRow(int number)
    {
        var isLargest = number % 5 == 0;
        var time = Start.AddSeconds(10L * number);
        var id = Guid.CreateVersion7(time);
        var isRare = number / 5 % RareEvery == 0;
        string[] tags =
        [
            $"tag{_random.Next(300)}", $"tag{300 + _random.Next(300)}",
            .. _random.Next(2) == 0 ? [CommonTag] : Array.Empty<string>(), .. isRare ? [RareTag] : Array.Empty<string>(),
        ];
        var title = Words(4);
        var description = $"{Words(30)}{(_random.Next(3) == 0 ? " " + CommonWord : "")}{(isRare ? " " + RareWord : "")}";
        var metadata = new JsonObject
        {
            ["title"] = title,
            ["description"] = description,
            ["alt"] = Words(8),
            ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]),
            ["user"] = new JsonObject { ["album"] = Words(2), ["rating"] = _random.Next(6) },
        };
        if (isLargest)
        {
            _positions.Add(new(Microseconds.FromDateTimeOffset(time), null, new(id)));
        }

        return new()
        {
            Id = id,
            Owner = _owners[isLargest ? 0 : 1 + _random.Next(OtherOwners)],
            CreatedAt = time,
            IsVideo = _random.Next(50) == 0,
            IsPublic = _random.Next(10) == 0,
            Source = _random.Next(100) switch { 0 => "enhanced", < 6 => "stock", < 20 => "playground", _ => "upload" },
            Width = _random.Next(320, 6_000),
            Bytes = _random.Next(10_000, 20_000_000),
            Sha256 = Bytes(32),
            Title = title,
            Tags = tags,
            Words = [.. $"{title} {description} {string.Join(' ', tags)}".Split(' ').Distinct()],
            Metadata = metadata.ToJsonString(),
        };
    }

    // The product of two random numbers makes some words much more frequent than others.
    private string Words(int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => _vocabulary[(int)(_random.NextDouble() * _random.NextDouble() * VocabularyLength)]));

    private string Word() => string.Concat(Enumerable.Range(0, _random.Next(4, 12)).Select(_ => (char)('a' + _random.Next(26))));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
