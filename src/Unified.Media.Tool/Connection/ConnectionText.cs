using System.Data.Common;
using Npgsql;

namespace Unified.Media.Tool;

/// <summary>Reads a connection string, however it is written; what it says about a wrong one repeats none of its values.</summary>
internal static class ConnectionText
{
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static NpgsqlConnectionStringBuilder Read(string text)
    {
        if (PostgresAddress.Is(text))
        {
            return PostgresAddress.Read(text);
        }

        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(builder.Host) ? throw new FormatException("it names no host") : builder;
        }
        catch (Exception exception)
            when (exception is ArgumentException or InvalidCastException or OverflowException or FormatException { InnerException: { } })
        {
            throw new FormatException(Mistake(text));
        }
    }

    /// <summary>Where it leads, without the password and everything else that only the driver needs.</summary>
    public static string Show(NpgsqlConnectionStringBuilder builder)
    {
        var user = builder.Username ?? Environment.UserName;
        return $"{user}@{builder.Host}:{builder.Port}/{builder.Database ?? user}";
    }

    // The libraries' own messages repeat keywords and values, and a password with a semicolon makes a keyword of its second half.
    private static string Mistake(string text)
    {
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return "it is no list of Keyword=Value; put values with special characters into quotation marks";
        }

        foreach (string keyword in pairs.Keys)
        {
            if (!new NpgsqlConnectionStringBuilder().ContainsKey(keyword))
            {
                return "one of its keywords is not known; put values that contain ; or = into quotation marks";
            }

            try
            {
                _ = new NpgsqlConnectionStringBuilder { [keyword] = pairs[keyword] };
            }
            catch (Exception exception)
                when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                return $"the value of '{keyword}' cannot be used";
            }
        }

        return "it cannot be read";
    }
}
