using Npgsql;

namespace Unified.Media.Tool;

/// <summary>
/// Reads <c>postgres://user:password@host:port/database?sslmode=require</c>, the form in which hosting services hand databases out.
/// </summary>
internal static class PostgresAddress
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["application_name"] = "Application Name",
        ["connect_timeout"] = "Timeout",
        ["options"] = "Options",
        ["target_session_attrs"] = "Target Session Attributes",
    };

    public static bool Is(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="FormatException">It is none. The message repeats nothing of it but names of parameters.</exception>
    public static NpgsqlConnectionStringBuilder Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            throw new FormatException("it is no address; write special characters of the password as %XX, for example / as %2F");
        }

        var builder = new NpgsqlConnectionStringBuilder { Host = address.Host.Trim('[', ']') };
        if (address.Port > 0)
        {
            builder.Port = address.Port;
        }

        var user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        if (address.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            builder.Database = Uri.UnescapeDataString(database);
        }

        var parameters = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        foreach (var pair in parameters.Select(parameter => parameter.Split('=', 2)))
        {
            if (!Keywords.TryGetValue(pair[0], out var keyword))
            {
                throw new FormatException($"the parameter '{pair[0]}' of the address is not known");
            }

            var value = pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : "";
            try
            {
                builder[keyword] = keyword == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
            }
            catch (Exception exception)
                when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
            {
                throw new FormatException($"the value of the parameter '{pair[0]}' of the address cannot be used");
            }
        }

        return builder;
    }
}
