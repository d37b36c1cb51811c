using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// Statements that run in one transaction and one round trip. Adding a statement with a reader returns its result, which has a value after the
/// execution.
/// </summary>
/// <param name="dataSource">The data source whose connections execute the batch.</param>
internal sealed class StatementBatch(NpgsqlDataSource dataSource)
{
    private readonly List<Entry> _entries = [];

    public NpgsqlDataSource DataSource { get; } = dataSource;

    /// <summary>The name of the first database role that a statement of the batch sets; null if no statement sets a role.</summary>
    public string? Role { get; private set; }

    /// <summary>Adds a statement whose rows are ignored.</summary>
    public void Add(Statement statement) => Append(new(statement));

    /// <summary>Adds statements whose rows are ignored.</summary>
    public void AddRange(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            Add(statement);
        }
    }

    /// <summary>Adds a statement that returns rows, and the reader of its result set.</summary>
    public StatementResult<T> Add<T>(Statement statement, Func<NpgsqlDataReader, CancellationToken, Task<T>> read)
    {
        var result = new StatementResult<T>();
        Append(new(statement, Read: async (reader, token) => result.Value = await read(reader, token).ConfigureAwait(false)));
        return result;
    }

    /// <summary>Adds a statement that returns exactly one row.</summary>
    public StatementResult<T> AddSingle<T>(Statement statement, Func<NpgsqlDataReader, T> readRow) => Add(statement, async (reader, token) =>
    {
        await reader.ReadAsync(token).ConfigureAwait(false);
        return readRow(reader);
    });

    /// <summary>Adds a statement that returns any number of rows.</summary>
    public StatementResult<List<T>> AddList<T>(Statement statement, Func<NpgsqlDataReader, T> readRow, int capacity = 0) =>
        Add(statement, async (reader, token) =>
        {
            var rows = new List<T>(capacity);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                rows.Add(readRow(reader));
            }

            return rows;
        });

    /// <summary>Adds a statement that returns no rows. Its result is the number of rows that it changed.</summary>
    public StatementResult<int> AddNonQuery(Statement statement)
    {
        var changedRows = new StatementResult<int>();
        Append(new(statement, ChangedRows: changedRows));
        return changedRows;
    }

    /// <summary>Creates the commands for one execution of the batch. A retry creates new commands.</summary>
    public NpgsqlBatch CreateCommands(NpgsqlConnection connection)
    {
        var commands = new NpgsqlBatch(connection);
        foreach (var entry in _entries)
        {
            commands.BatchCommands.Add(entry.Statement.ToCommand());
        }

        return commands;
    }

    /// <summary>Reads the results of all statements. The transaction is committed only when the end of the last result has been read.</summary>
    public async Task ReadAsync(NpgsqlBatch commands, NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        for (var index = 0; index < _entries.Count; index++)
        {
            if (_entries[index].ChangedRows is { } changedRows)
            {
                // The reader skips statements that return no rows.
                changedRows.Value = commands.BatchCommands[index].RecordsAffected;
                continue;
            }

            if (_entries[index].Read is { } read)
            {
                await read(reader, cancellationToken).ConfigureAwait(false);
            }

            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Append(Entry entry)
    {
        _entries.Add(entry);
        Role ??= entry.Statement.Role;
    }

    private readonly record struct Entry(
        Statement Statement, Func<NpgsqlDataReader, CancellationToken, Task>? Read = null, StatementResult<int>? ChangedRows = null);
}
