using Npgsql;

namespace Unified.Media.TestDatabase;

/// <summary>
/// An existing server. When the process ends, the databases and roles that its tests created are dropped.
/// </summary>
internal sealed class ExistingServer : IDisposable
{
    // Several test processes may use the server. A process that cannot drop a role, because another process still uses it, sets this comment on
    // the role. The other process then drops the role.
    private const string SharedRoleComment = "made by the tests of Unified.Media";

    private const string AllRoles = "SELECT rolname FROM pg_roles";
    private const string Comment = "shobj_description(oid, 'pg_authid')";

    private readonly string _connectionString;
    private readonly string _prefix;
    private readonly HashSet<string> _rolesBefore;
    private bool _isDisposed;

    private ExistingServer(string connectionString, string prefix, IEnumerable<string> rolesBefore)
    {
        _connectionString = connectionString;
        _prefix = prefix;
        _rolesBefore = [.. rolesBefore];
        AppDomain.CurrentDomain.ProcessExit += Release;
    }

    /// <summary>Records the existing databases and roles.</summary>
    /// <param name="connectionString">The connection string of a superuser.</param>
    /// <param name="prefix">The prefix of the databases of this process.</param>
    public static ExistingServer Open(string connectionString, string prefix)
    {
        using var connection = Connect(connectionString);
        // A killed process leaves its databases. Their names contain the hour of their creation.
        string[] abandoned =
        [
            .. Column(
                connection,
                """
                SELECT datname FROM pg_database
                WHERE datname ~ '^umt_\d+_' AND split_part(datname, '_', 2)::bigint < extract(epoch FROM now()) / 3600 - 12
                """),
        ];
        Drop(connection, abandoned);
        return new(
            connectionString,
            prefix,
            Column(connection, $"{AllRoles} WHERE {Comment} IS DISTINCT FROM '{SharedRoleComment}'"));
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        AppDomain.CurrentDomain.ProcessExit -= Release;
        using var connection = Connect(_connectionString);

        // The lock serializes processes that end at the same time: each would otherwise leave its roles to the other. It ends with the connection.
        Execute(connection, $"SELECT pg_advisory_lock(hashtext('{SharedRoleComment}'))");
        Drop(connection, Column(connection, $"SELECT datname FROM pg_database WHERE starts_with(datname, '{_prefix}_')"));
        HashSet<string> marked = [.. Column(connection, $"{AllRoles} WHERE {Comment} = '{SharedRoleComment}'")];
        string[] created = [.. Column(connection, AllRoles).Where(role => marked.Contains(role) || !_rolesBefore.Contains(role))];

        // A role can be dropped only after the roles to which it granted rights, so try again while any role could be dropped.
        while (created.Length > 0 && created.Where(role => !TryDropRole(connection, role)).ToArray() is var remaining)
        {
            if (remaining.Length == created.Length)
            {
                Array.ForEach(remaining, role => Execute(connection, $"COMMENT ON ROLE {Quoted(role)} IS '{SharedRoleComment}'"));
                return;
            }

            created = remaining;
        }
    }

    private void Release(object? sender, EventArgs e)
    {
        try
        {
            Dispose();
        }
        catch (NpgsqlException)
        {
            // The server is gone, or another process ends at the same time. The result of the tests stays valid.
        }
    }

    // Unpooled, so that no connection stays open while the tests run.
    private static NpgsqlConnection Connect(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Drop(NpgsqlConnection connection, IEnumerable<string> databases)
    {
        foreach (var name in databases)
        {
            Execute(connection, $"DROP DATABASE IF EXISTS {Quoted(name)} WITH (FORCE)");
        }
    }

    private static bool TryDropRole(NpgsqlConnection connection, string role)
    {
        try
        {
            Execute(connection, $"DROP ROLE IF EXISTS {Quoted(role)}");
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DependentObjectsStillExist)
        {
            return false;
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static List<string> Column(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
