using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// A connection with a cache of prepared statements, used by one caller at a time. The connection pool of the provider does not cache prepared
/// statements, and preparing a statement costs as much as reading a page.
/// </summary>
internal sealed class Session(SqliteConnection connection) : IDisposable
{
    // Filters produce many different statements, so the cache has a limit.
    private const int MaxStatements = 256;

    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    /// <summary>True during a transaction. SQLite ends a transaction by itself after some errors.</summary>
    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    public SqliteDataReader Query(string sql, params ReadOnlySpan<Argument> arguments) => Prepare(sql, arguments).ExecuteReader();

    public object? Scalar(string sql, params ReadOnlySpan<Argument> arguments) =>
        Prepare(sql, arguments).ExecuteScalar() is { } value and not DBNull ? value : null;

    public int Execute(string sql, params ReadOnlySpan<Argument> arguments) => Prepare(sql, arguments).ExecuteNonQuery();

    /// <summary>Runs a script of several statements. They are not cached.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The scripts are embedded in the assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Runs several reads in one transaction, so that all of them see the same snapshot of the database.</summary>
    public T InSnapshot<T>(Func<Session, T> read)
    {
        if (InTransaction)
        {
            return read(this);
        }

        Execute("BEGIN");
        var result = read(this);
        Execute("COMMIT");
        return result;
    }

    public void Dispose()
    {
        DisposeStatements();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<Argument> arguments)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            if (_statements.Count == MaxStatements)
            {
                DisposeStatements();
            }

            command = connection.CreateCommand();
#pragma warning disable CA2100 // The text contains no values: every value is a parameter.
            command.CommandText = sql;
#pragma warning restore CA2100
            SetParameters(command, arguments);
            command.Prepare();
            _statements.Add(sql, command);
        }

        Bind(command, arguments);
        return command;
    }

    private static void Bind(SqliteCommand command, ReadOnlySpan<Argument> arguments)
    {
        var parameters = command.Parameters;
        if (!HasParameters(parameters, arguments))
        {
            SetParameters(command, arguments);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            parameters[i].Value = arguments[i].Value ?? DBNull.Value;
        }
    }

    private static bool HasParameters(SqliteParameterCollection parameters, ReadOnlySpan<Argument> arguments)
    {
        if (parameters.Count != arguments.Length)
        {
            return false;
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (parameters[i].ParameterName != arguments[i].Name)
            {
                return false;
            }
        }

        return true;
    }

    private static void SetParameters(SqliteCommand command, ReadOnlySpan<Argument> arguments)
    {
        command.Parameters.Clear();
        foreach (var argument in arguments)
        {
            command.Parameters.Add(new SqliteParameter(argument.Name, DBNull.Value));
        }
    }

    private void DisposeStatements()
    {
        foreach (var command in _statements.Values)
        {
            command.Dispose();
        }

        _statements.Clear();
    }
}
