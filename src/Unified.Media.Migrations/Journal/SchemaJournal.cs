using System.Reflection;
using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>Reads and writes the table <c>schema_journal</c>, which has one row per step.</summary>
internal sealed class SchemaJournal(PostgresSchemaNames names, TimeProvider time)
{
    private static readonly string Version =
        typeof(SchemaJournal).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private readonly string _table = $"{names.Schema}.schema_journal";

    private string SelectRowsSql =>
        $"SELECT module, step, name, state, checksum, earlier_checksums, names, applied_at, duration_ms, rows, error FROM {_table}";

    /// <summary>
    /// Reads all rows, and the modules that the database needs. Requires only the right to read. Takes one round trip, or two where the journal
    /// does not exist.
    /// </summary>
    public async Task<JournalSnapshot> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<SchemaModule> modules, CancellationToken cancellationToken)
    {
        SchemaModule[] conditionalModules = [.. modules.Where(module => module is { Condition: not null, IsRequired: false })];
        try
        {
            return await ReadAsync(connection, SelectRowsSql, conditionalModules, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (MigrationErrors.IsUndefinedTable(error))
        {
            return conditionalModules.Length == 0
                ? new([], new HashSet<string>())
                : await ReadAsync(connection, null, conditionalModules, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Creates the tables if absent. Requires the lock of the migration, because concurrent calls would fail.</summary>
    public Task CreateTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Sql.ExecuteAsync(connection, JournalTables.Create(names), cancellationToken);

    /// <summary>Records that a step was applied, in the transaction of the step if it has one.</summary>
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
        [.. Describe(step), time.GetUtcNow(), (long)duration.TotalMilliseconds, Version],
        cancellationToken);

    /// <summary>Records the start of a step that takes several transactions.</summary>
    public Task RecordRunningAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"""
        INSERT INTO {_table} (module, step, name, kind, checksum, names, state, started_at, library_version)
        VALUES ($1, $2, $3, $4, $5, $6, 'running', $7, $8)
        ON CONFLICT (module, step) DO UPDATE SET state = 'running', error = NULL, checksum = excluded.checksum, names = excluded.names
        """,
        [.. Describe(step), time.GetUtcNow(), Version],
        cancellationToken);

    /// <summary>Adds the number of rows that a batch changed, in the transaction of the batch.</summary>
    public Task RecordBatchAsync(NpgsqlConnection connection, Step step, int changedRows, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"UPDATE {_table} SET rows = rows + $3 WHERE module = $1 AND step = $2",
        [step.Module, step.Number, (long)changedRows],
        cancellationToken);

    public Task RecordFailedAsync(NpgsqlConnection connection, Step step, string error, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"""
        INSERT INTO {_table} (module, step, name, kind, checksum, names, state, started_at, error, library_version)
        VALUES ($1, $2, $3, $4, $5, $6, 'failed', $7, $8, $9)
        ON CONFLICT (module, step) DO UPDATE SET state = 'failed', error = excluded.error
        """,
        [.. Describe(step), time.GetUtcNow(), error, Version],
        cancellationToken);

    /// <summary>Records the current text and names of an applied step.</summary>
    public Task AcceptEditedAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"UPDATE {_table} SET name = $3, kind = $4, checksum = $5, names = $6 WHERE module = $1 AND step = $2",
        Describe(step),
        cancellationToken);

    /// <summary>Deletes the row of a step that was not applied.</summary>
    public Task ClearAsync(NpgsqlConnection connection, Step step, CancellationToken cancellationToken) => Sql.ExecuteAsync(
        connection,
        $"DELETE FROM {_table} WHERE module = $1 AND step = $2 AND state <> 'applied'",
        [step.Module, step.Number],
        cancellationToken);

    // One round trip: the rows, then one boolean per module.
    private async Task<JournalSnapshot> ReadAsync(
        NpgsqlConnection connection, string? selectRowsSql, SchemaModule[] conditionalModules, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using var closing = batch.ConfigureAwait(false);
        if (selectRowsSql is not null)
        {
            batch.BatchCommands.Add(new(selectRowsSql));
        }

        if (conditionalModules.Length > 0)
        {
            var conditions = conditionalModules.Select(module => $"coalesce(({Placeholders.Fill(module.Condition!, names)}), false)");
            batch.BatchCommands.Add(new($"SELECT {string.Join(", ", conditions)}"));
        }

        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closingReader = reader.ConfigureAwait(false);
        var rows = new List<JournalRow>();
        if (selectRowsSql is not null)
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                rows.Add(ReadRow(reader));
            }

            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        var neededModules = conditionalModules.Length > 0 && await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
            ? conditionalModules.Where((_, index) => reader.GetBoolean(index)).Select(module => module.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        return new(rows, neededModules);
    }

    private static JournalRow ReadRow(NpgsqlDataReader reader) => new()
    {
        Module = reader.GetString(0),
        Number = reader.GetInt32(1),
        Title = reader.GetString(2),
        State = reader.GetString(3),
        Checksum = reader.GetString(4),
        EarlierChecksums = reader.GetString(5),
        Names = reader.GetString(6),
        AppliedAt = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        Duration = reader.IsDBNull(8) ? null : TimeSpan.FromMilliseconds(reader.GetInt64(8)),
        Rows = reader.GetInt64(9),
        Error = reader.IsDBNull(10) ? null : reader.GetString(10),
    };

    private object[] Describe(Step step) =>
        [step.Module, step.Number, step.Title, StepKinds.ToJournalName(step.Kind), step.Checksum, names.ToText()];
}
