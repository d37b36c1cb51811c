using System.Reflection;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>The table <c>schema_journal</c>: one row per step. Every method is one round trip.</summary>
internal sealed class SchemaJournal(PostgresSchemaNames names, TimeProvider time)
{
    private static readonly string Version =
        typeof(SchemaJournal).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly string _table = $"{names.Schema}.schema_journal";

    private string ReadRows =>
        $"SELECT module, step, name, state, checksum, earlier_checksums, names, applied_at, duration_ms, rows, error FROM {_table}";

    /// <summary>All rows, and which modules the database needs. Needs nothing but the right to read.</summary>
    public async Task<JournalReading> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<SchemaModule> modules, CancellationToken cancellationToken)
    {
        SchemaModule[] conditional = [.. modules.Where(module => module is { Condition: not null, IsRequired: false })];
        try
        {
            return await ReadAsync(connection, ReadRows, conditional, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (MigrationErrors.IsAbsent(error))
        {
            return conditional.Length == 0
                ? new([], new HashSet<string>())
                : await ReadAsync(connection, null, conditional, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the tables where they are absent. Only for whoever has the lock: two at once would trip over each other.</summary>
    public Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.ExecuteAsync(connection, JournalTables.Create(names), cancellationToken);

    /// <summary>The step is complete. Within the step's own transaction, where it has one.</summary>
    public Task RecordAppliedAsync(
        NpgsqlConnection connection, Step step, TimeSpan duration, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"""
        INSERT INTO {_table} AS j (module, step, name, kind, checksum, names, state, started_at, applied_at, duration_ms, library_version)
        VALUES ($1, $2, $3, $4, $5, $6, 'applied', $7, $7, $8, $9)
        ON CONFLICT (module, step) DO UPDATE SET
            name = excluded.name, kind = excluded.kind, names = excluded.names, state = 'applied', error = NULL,
            earlier_checksums = CASE WHEN j.checksum = excluded.checksum THEN j.earlier_checksums
                ELSE ltrim(j.earlier_checksums || ' ' || j.checksum) END,
            checksum = excluded.checksum, applied_at = excluded.applied_at, duration_ms = excluded.duration_ms,
            applied_by = current_user, library_version = excluded.library_version
        """,
        cancellationToken,
        [.. Describe(step), time.GetUtcNow(), (long)duration.TotalMilliseconds, Version]);

    /// <summary>The step was begun; for those that are not one transaction.</summary>
    public Task RecordRunningAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"""
        INSERT INTO {_table} (module, step, name, kind, checksum, names, state, started_at, library_version)
        VALUES ($1, $2, $3, $4, $5, $6, 'running', $7, $8)
        ON CONFLICT (module, step) DO UPDATE SET state = 'running', error = NULL, checksum = excluded.checksum, names = excluded.names
        """,
        cancellationToken,
        [.. Describe(step), time.GetUtcNow(), Version]);

    /// <summary>A batch has changed rows. Within the batch's own transaction.</summary>
    public Task RecordBatchAsync(NpgsqlConnection connection, Step step, int changed, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection, $"UPDATE {_table} SET rows = rows + $3 WHERE module = $1 AND step = $2", cancellationToken, step.Module, step.Number, (long)changed);

    public Task RecordFailedAsync(NpgsqlConnection connection, Step step, string error, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"""
        INSERT INTO {_table} (module, step, name, kind, checksum, names, state, started_at, error, library_version)
        VALUES ($1, $2, $3, $4, $5, $6, 'failed', $7, $8, $9)
        ON CONFLICT (module, step) DO UPDATE SET state = 'failed', error = excluded.error
        """,
        cancellationToken,
        [.. Describe(step), time.GetUtcNow(), error, Version]);

    /// <summary>The step counts as run with the text and the names that it has now.</summary>
    public Task AcceptEditedAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"UPDATE {_table} SET name = $3, kind = $4, checksum = $5, names = $6 WHERE module = $1 AND step = $2",
        cancellationToken,
        [.. Describe(step)]);

    /// <summary>Forgets a step that is not complete.</summary>
    public Task ClearAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection, $"DELETE FROM {_table} WHERE module = $1 AND step = $2 AND state <> 'applied'", cancellationToken, step.Module, step.Number);

    // One round trip: the rows, then a boolean per module.
    private async Task<JournalReading> ReadAsync(
        NpgsqlConnection connection, string? readRows, SchemaModule[] conditional, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var closing = batch.ConfigureAwait(false);
        if (readRows is not null)
        {
            batch.BatchCommands.Add(new(readRows));
        }

        if (conditional.Length > 0)
        {
            var conditions = conditional.Select(module => $"coalesce(({Placeholders.Fill(module.Condition!, names)}), false)");
            batch.BatchCommands.Add(new($"SELECT {string.Join(", ", conditions)}"));
        }

        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        var rows = new List<JournalRow>();
        if (readRows is not null)
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(ReadRow(reader));
            }

            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        var wanted = conditional.Length > 0 && await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? conditional.Where((_, index) => reader.GetBoolean(index)).Select(module => module.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        return new(rows, wanted);
    }

    private static JournalRow ReadRow(NpgsqlDataReader reader) => new()
    {
        Module = reader.GetString(0),
        Number = reader.GetInt32(1),
        Title = reader.GetString(2),
        State = reader.GetString(3),
        Checksum = reader.GetString(4),
        Earlier = reader.GetString(5),
        Names = reader.GetString(6),
        AppliedAt = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        Duration = reader.IsDBNull(8) ? null : TimeSpan.FromMilliseconds(reader.GetInt64(8)),
        Rows = reader.GetInt64(9),
        Error = reader.IsDBNull(10) ? null : reader.GetString(10),
    };

    private object[] Describe(Step step) => [step.Module, step.Number, step.Title, StepKinds.Word(step.Kind), step.Checksum, names.ToText()];
}
