using System.CommandLine;
using System.Text.Json;
using Npgsql;

namespace Unified.Media.Tool;

/// <summary>The command <c>media show</c>.</summary>
internal sealed class MediaShowCommand
{
    private readonly Argument<Guid?> _id = new("id")
    {
        Description = "Id of the item or of a legacy row",
        CustomParser = ValueParsers.ParseUuid,
        Arity = ArgumentArity.ExactlyOne,
    };

    private MediaShowCommand()
    {
    }

    public static ToolCommand Create(CommandBinder binder)
    {
        var show = new MediaShowCommand();
        return binder.Bind(
            new ToolCommand("show", "Shows an item with its ledger rows and the legacy row that it was migrated from")
            {
                Arguments = { show._id },
                Examples =
                [
                    ("media show 0198f2a4-7c11-7d5e-9a44-3f6f0b1c2d3e", "Shows the item. Shows a deleted item while the ledger has its rows."),
                ],
            },
            show.ShowAsync);
    }

    private async Task<IReport> ShowAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var id = context.GetValue(_id)!.Value;
        var names = context.Names;
        await using var connection = await context.Database.OpenConnectionAsync(cancellationToken);
        await UnifiedView.RequireAsync(connection, names, cancellationToken);

        // The text of a Guid is safe to insert into SQL.
        var rows = await connection.QueryAsync(
            $"""
            select {UnifiedView.Columns}, v.bucket, v.path, v.mime_type, v.metadata::text
            from {names.MediaSchema}.unified_media_view v where v.id = '{id}' order by v.origin = 'media' desc
            """,
            reader => (
                Item: UnifiedView.Read(reader), Bucket: ReadText(reader, 12), Path: ReadText(reader, 13), Type: ReadText(reader, 14),
                Metadata: ReadText(reader, 15)),
            cancellationToken);
        var ledger = await ReadLedgerAsync(connection, names, id, cancellationToken);
        var legacy = await connection.QueryAsync(
            $"""
            select legacy_source, legacy_id, mapped_at, deleted_at from {names.Schema}.legacy_map
            where media_id = '{id}' or legacy_id = '{id}' order by 1, 2
            """,
            reader => new LegacyOrigin(
                reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3)),
            cancellationToken);
        if (rows.Count == 0 && ledger.Count == 0 && legacy.Count == 0)
        {
            throw new ToolException("not_found", $"There is no item, ledger row or legacy row with the id {id}.");
        }

        var row = rows.FirstOrDefault();
        var metadata = row.Metadata is { } text ? JsonSerializer.Deserialize<JsonElement>(text) : (JsonElement?)null;
        return new MediaShowReport(row.Item, row.Bucket, row.Path, row.Type, metadata, ledger, legacy);
    }

    private static Task<List<LedgerEntry>> ReadLedgerAsync(
        NpgsqlConnection connection, PostgresSchemaNames names, Guid id, CancellationToken cancellationToken) =>
        connection.QueryAsync(
            $"""
            select attempt, role, state, bucket, key, adopted, size_bytes, encode(sha256, 'hex'), claims,
              case when isfinite(next_try_at) then next_try_at end
            from {names.Schema}.objects where media_id = '{id}' order by attempt, role
            """,
            reader => new LedgerEntry(
                reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetBoolean(5), reader.IsDBNull(6) ? null : reader.GetInt64(6), ReadText(reader, 7), reader.GetInt32(8),
                reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9)),
            cancellationToken);

    private static string? ReadText(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
