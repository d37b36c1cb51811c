using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Unified.Media.Postgres;

/// <summary>
/// An SQL statement and its parameters. <c>Add</c> adds a parameter and returns its placeholder for the SQL text: <c>$1</c>, <c>$2</c>, …
/// </summary>
internal sealed class Statement
{
    private readonly List<NpgsqlParameter> _parameters = [];
    private readonly Dictionary<string, string> _sharedPlaceholders = [];

    public string Sql { get; set; } = "";

    /// <summary>The name of the database role that the statement sets; null if it does not set a role.</summary>
    public string? Role { get; init; }

    public string Add(Guid value) => Add(new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid });

    public string Add(int value) => Add(new NpgsqlParameter<int> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Integer });

    public string Add(long value) => Add(new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint });

    public string Add(bool value) => Add(new NpgsqlParameter<bool> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Boolean });

    public string Add(string? value) => AddObject(value, NpgsqlDbType.Text);

    public string Add(int? value) => AddObject(value, NpgsqlDbType.Integer);

    public string Add(long? value) => AddObject(value, NpgsqlDbType.Bigint);

    public string Add(byte[]? value) => AddObject(value, NpgsqlDbType.Bytea);

    public string Add(TimeSpan value) => Add(new NpgsqlParameter<TimeSpan> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Interval });

    public string Add(Guid[] values) =>
        Add(new NpgsqlParameter<Guid[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });

    public string Add(string[] values) =>
        Add(new NpgsqlParameter<string[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    public string AddJson(string value) => AddObject(value, NpgsqlDbType.Jsonb);

    public string AddTime(PgTime value) => Add(new NpgsqlParameter<long> { TypedValue = value.Raw, NpgsqlDbType = NpgsqlDbType.TimestampTz });

    /// <summary>
    /// Returns the placeholder of the value with a name. Adds the value on the first call with this name, so that several parts of
    /// a statement share it.
    /// </summary>
    public string AddShared(string name, Func<Statement, string> add)
    {
        if (!_sharedPlaceholders.TryGetValue(name, out var placeholder))
        {
            _sharedPlaceholders.Add(name, placeholder = add(this));
        }

        return placeholder;
    }

    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Sql);
        foreach (var parameter in _parameters)
        {
            // A parameter belongs to one command, so a retry needs copies.
            command.Parameters.Add(parameter.Collection is null ? parameter : parameter.Clone());
        }

        return command;
    }

    private string AddObject(object? value, NpgsqlDbType type) => Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });

    private string Add(NpgsqlParameter parameter)
    {
        _parameters.Add(parameter);
        return string.Create(CultureInfo.InvariantCulture, $"${_parameters.Count}");
    }
}
