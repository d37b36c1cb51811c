using System.Data.Common;
using Npgsql;

namespace Unified.Media.Tool;

/// <summary>Parses connection strings and URIs. Error messages do not repeat values, because a value may be a password.</summary>
internal static class ConnectionStringParser
{
    /// <exception cref="FormatException">The text is not a usable connection string.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (PostgresUri.IsPostgresUri(text))
        {
            return PostgresUri.Parse(text);
        }

        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(builder.Host) ? throw new FormatException("it has no host") : builder;
        }
        catch (Exception exception)
            when (exception is ArgumentException or InvalidCastException or OverflowException or FormatException { InnerException: { } })
        {
            throw new FormatException(DescribeError(text));
        }
    }

    /// <summary>Formats user, host, port and database: <c>alice@db.example.org:5432/media</c>.</summary>
    public static string Format(NpgsqlConnectionStringBuilder builder)
    {
        var user = builder.Username ?? Environment.UserName;
        return $"{user}@{builder.Host}:{builder.Port}/{builder.Database ?? user}";
    }

    // The messages of Npgsql repeat keywords and values. If a password contains a semicolon, the text after it is parsed as a keyword.
    private static string DescribeError(string text)
    {
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return "it is not a list of Keyword=Value pairs; put values with special characters in quotation marks";
        }

        foreach (string keyword in pairs.Keys)
        {
            if (!new NpgsqlConnectionStringBuilder().ContainsKey(keyword))
            {
                return "one of its keywords is unknown; put values that contain ; or = in quotation marks";
            }

            try
            {
                _ = new NpgsqlConnectionStringBuilder { [keyword] = pairs[keyword] };
            }
            catch (Exception exception)
                when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                return $"the value of '{keyword}' is invalid";
            }
        }

        return "it cannot be parsed";
    }
}
