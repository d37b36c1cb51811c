using System.Diagnostics;
using Npgsql;
using Unified.Media.TestDatabase;

namespace Unified.Media.Benchmarks;

/// <summary>
/// The baseline of the migration: one <c>INSERT … SELECT</c> per table with the migration's own mapping, into the same tables with the same
/// indexes and triggers. It does not skip existing rows, reports no progress, cannot be paused, and blocks users until it ends.
/// </summary>
internal sealed class BaselineCopy(TestServer server, LegacyLibrary library)
{
    public async Task<CopySpeed> RunAsync(CancellationToken cancellationToken)
    {
        await using var database = await library.CreateAsync(server, cancellationToken);
        await using var source = LegacyLibrary.OpenSeparate(database, "bare copy");
        await ExecuteAsync(source, "SELECT unified_media.legacy_prepare(NULL, false)", cancellationToken);
        var gallery = await SqlAsync(source, "playground_gallery", "legacy_gallery_mapped", cancellationToken);
        var userMedia = await SqlAsync(source, "user_media", "legacy_user_media_mapped", cancellationToken);
        var clock = await ServerCpuClock.CreateAsync(source, cancellationToken);
        var cpu = clock.ReadSeconds();
        var started = Stopwatch.GetTimestamp();
        await ExecuteAsync(source, gallery, cancellationToken);
        await ExecuteAsync(source, userMedia, cancellationToken);
        return new(library.Rows, Stopwatch.GetElapsedTime(started).TotalSeconds, clock.ReadSeconds() - cpu);
    }

    private static async Task<string> SqlAsync(NpgsqlDataSource source, string table, string mapped, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            SELECT format('CASE b.type WHEN ''video'' THEN %1$L::%3$s ELSE %2$L::%3$s END', labels ->> 'video', labels ->> 'image', kind_type),
                format('%L::%s', labels ->> 'PRIVATE', visibility_type)
            FROM unified_media.legacy_describe_media()
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return $"""
            WITH b AS MATERIALIZED (
                SELECT m.*, o.owner_user_id, unified_media.legacy_hash_object(m.bucket, m.path) AS object_hash
                FROM unified_media.{mapped} m
                CROSS JOIN LATERAL (
                    SELECT (array_agg(p.id))[1] AS owner_user_id, count(*) AS owners FROM users_profile p WHERE p.user_id = m.login_id) o
                WHERE o.owners = 1),
            fresh AS (
                INSERT INTO unified_media.legacy_map (legacy_source, legacy_id, media_id, owner_user_id, object_hash, written_at)
                SELECT '{table}', b.legacy_id::text,
                    CASE WHEN EXISTS (SELECT FROM media t WHERE t.id = b.legacy_id) THEN gen_random_uuid() ELSE b.legacy_id END,
                    b.owner_user_id, b.object_hash, coalesce(b.updated_at, b.created_at, now())
                FROM b ON CONFLICT DO NOTHING RETURNING legacy_id::uuid AS legacy_id, media_id, written_at),
            ledger AS (
                INSERT INTO unified_media.objects (media_id, attempt, owner_user_id, bucket, key, state, adopted, mime_type, size_bytes, created_at)
                SELECT f.media_id, 1, b.owner_user_id, b.bucket, b.path, 'ready', true, b.mime_type, b.size_bytes, coalesce(b.created_at, now())
                FROM fresh f JOIN b ON b.legacy_id = f.legacy_id
                WHERE unified_media.legacy_can_adopt_object(b.bucket, b.path, b.login_id, b.owner_user_id)
                ON CONFLICT DO NOTHING RETURNING object_id, media_id)
            INSERT INTO media (
                id, owner_user_id, type, bucket, path, width, height, duration, duration_us, palette, blurhash, exif_json, visibility, created_at,
                updated_at, source_type, enhancement_type, original_media_id, metadata, object_id, url, mime_type, size_bytes, legacy_source,
                legacy_id)
            SELECT f.media_id, b.owner_user_id, {reader.GetString(0)}, b.bucket, b.path, b.width, b.height, b.duration, b.duration_us, b.palette,
                b.blurhash, b.exif_json, {reader.GetString(1)}, b.created_at, f.written_at, b.source_type, b.enhancement_type, b.original_media_id,
                b.metadata || jsonb_build_object('migrated_at', now()), l.object_id, b.url, b.mime_type, b.size_bytes, '{table}', f.legacy_id::text
            FROM fresh f JOIN b ON b.legacy_id = f.legacy_id LEFT JOIN ledger l ON l.media_id = f.media_id
            """;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
