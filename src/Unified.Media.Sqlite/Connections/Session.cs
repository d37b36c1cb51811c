using Microsoft.Data.Sqlite;

namespace Unified.Media.Sqlite;

/// <summary>
/// One connection with the statements that were prepared on it, used by one caller at a time. The provider's own pool keeps connections but
/// not prepared statements, and preparing costs as much as reading a page.
/// </summary>
internal sealed class Session(SqliteConnection connection) : IDisposable
{
    // Filters come in many shapes; what is kept is bounded.
    private const int MaxStatements = 256;

    private readonly Dictionary<string, SqliteCommand> statements = new(StringComparer.Ordinal);

    /// <summary>True between BEGIN and the end of the transaction. SQLite ends one by itself after some errors.</summary>
    public bool InTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    public SqliteDataReader Query(string sql, params ReadOnlySpan<Argument> arguments) => Prepare(sql, arguments).ExecuteReader();

    public object? Scalar(string sql, params ReadOnlySpan<Argument> arguments) =>
        Prepare(sql, arguments).ExecuteScalar() is { } value and not DBNull ? value : null;

    public int Execute(string sql, params ReadOnlySpan<Argument> arguments) => Prepare(sql, arguments).ExecuteNonQuery();

    /// <summary>Runs statements that are needed once, as many as the text has.</summary>
    public void ExecuteScript(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The scripts are embedded in the assembly.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Runs several reads on one state of the database.</summary>
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
        Forget();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<Argument> arguments)
    {
        if (!statements.TryGetValue(sql, out var command))
        {
            if (statements.Count == MaxStatements)
            {
                Forget();
            }

            command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts are composed of our own words only; every value is a parameter.
            command.CommandText = sql;
#pragma warning restore CA2100
            Name(command, arguments);
            command.Prepare();
            statements.Add(sql, command);
        }

        Bind(command, arguments);
        return command;
    }

    private static void Bind(SqliteCommand command, ReadOnlySpan<Argument> arguments)
    {
        var parameters = command.Parameters;
        if (!Fits(parameters, arguments))
        {
            Name(command, arguments);
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            parameters[i].Value = arguments[i].Value ?? DBNull.Value;
        }
    }

    private static bool Fits(SqliteParameterCollection parameters, ReadOnlySpan<Argument> arguments)
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

    private static void Name(SqliteCommand command, ReadOnlySpan<Argument> arguments)
    {
        command.Parameters.Clear();
        foreach (var argument in arguments)
        {
            command.Parameters.Add(new SqliteParameter(argument.Name, DBNull.Value));
        }
    }

    private void Forget()
    {
        foreach (var command in statements.Values)
        {
            command.Dispose();
        }

        statements.Clear();
    }
}
