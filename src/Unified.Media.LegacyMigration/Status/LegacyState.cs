using Npgsql;
using NpgsqlTypes;

namespace Unified.Media.LegacyMigration;

/// <summary>Reads and changes the state of the migration in the database.</summary>
internal sealed class LegacyState(LegacyDatabase database)
{
    private static readonly Dictionary<string, LegacyPhase> Phases = new(StringComparer.Ordinal)
    {
        ["none"] = LegacyPhase.None,
        ["prepared"] = LegacyPhase.Prepared,
        ["running"] = LegacyPhase.Prepared,
        ["migrated"] = LegacyPhase.Migrated,
        ["switched"] = LegacyPhase.Switched,
        ["finished"] = LegacyPhase.Finished,
        ["rolled_back"] = LegacyPhase.RolledBack,
    };

    public async Task<LegacyStatus> ReadAsync(CancellationToken cancellationToken)
    {
        var status = await database.ReadSingleAsync(
            "select phase, pause_requested, prepared_at, switched_at, finished_at from {{schema}}.legacy_get_phase()",
            null,
            reader => new LegacyStatus
            {
                Phase = Phases[reader.GetString(0)],
                IsPaused = reader.GetBoolean(1),
                PreparedAt = ReadTime(reader, 2),
                SwitchedAt = ReadTime(reader, 3),
                FinishedAt = ReadTime(reader, 4),
            },
            cancellationToken).ConfigureAwait(false);
        return status with
        {
            Jobs = await ReadJobsAsync(cancellationToken).ConfigureAwait(false),
            Problems = await ReadProblemCountsAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    public Task<IReadOnlyList<LegacyProblemCount>> ReadProblemCountsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        "select legacy_source, reason, row_count from {{schema}}.legacy_count_problems()",
        null,
        reader => new LegacyProblemCount { Source = reader.GetString(0), Reason = reader.GetString(1), Rows = reader.GetInt64(2) },
        cancellationToken);

    public Task<IReadOnlyList<LegacyProblem>> ReadProblemsAsync(string? reason, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        "select legacy_source, legacy_id, reason, detail from {{schema}}.legacy_list_problems($1, $2)",
        parameters =>
        {
            parameters.AddWithValue(NpgsqlDbType.Text, (object?)reason ?? DBNull.Value);
            parameters.AddWithValue(limit);
        },
        reader => new LegacyProblem
        {
            Source = reader.GetString(0),
            Id = reader.GetString(1),
            Reason = reader.GetString(2),
            Detail = reader.IsDBNull(3) ? null : reader.GetString(3),
        },
        cancellationToken);

    public Task SetPauseAsync(bool isPaused, CancellationToken cancellationToken) =>
        database.ExecuteAsync("select {{schema}}.legacy_pause($1)", parameters => parameters.AddWithValue(isPaused), cancellationToken);

    /// <summary>Moves the migration to a phase; returns false if its current phase is not one of the expected phases.</summary>
    public Task<bool> AdvanceAsync(LegacyPhase next, LegacyPhase[] expected, CancellationToken cancellationToken) => database.ReadSingleAsync(
        "select {{schema}}.legacy_advance($1, $2)",
        parameters =>
        {
            parameters.AddWithValue(GetName(next));
            parameters.AddWithValue(expected.Select(GetName).ToArray());
        },
        reader => reader.GetBoolean(0),
        cancellationToken);

    private static string GetName(LegacyPhase phase) => Phases.First(pair => pair.Value == phase).Key;

    private Task<IReadOnlyList<LegacyJobStatus>> ReadJobsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        """
        select job, state, rows_read, rows_written, rows_adopted, rows_skipped, rows_failed, has_worker, changed_at
        from {{schema}}.legacy_list_jobs() where job <> 'run'
        """,
        null,
        reader => new LegacyJobStatus
        {
            Job = reader.GetString(0),
            State = reader.GetString(1),
            Read = reader.GetInt64(2),
            Written = reader.GetInt64(3),
            Adopted = reader.GetInt64(4),
            Skipped = reader.GetInt64(5),
            Failed = reader.GetInt64(6),
            HasWorker = reader.GetBoolean(7),
            ChangedAt = reader.GetFieldValue<DateTimeOffset>(8),
        },
        cancellationToken);

    private static DateTimeOffset? ReadTime(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
