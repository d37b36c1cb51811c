using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Unified.Media.Tool;

/// <summary>The connection string of the database that a command works on.</summary>
internal sealed class ResolvedConnection
{
    public const string EnvironmentVariable = "UNIFIED_MEDIA_POSTGRES";
    public const string ConnectionName = "UnifiedMedia";

    private const string NamePrefix = "name=";

    private ResolvedConnection(NpgsqlConnectionStringBuilder builder)
    {
        builder.ApplicationName ??= "unified-media";
        builder.PersistSecurityInfo = false;
        ConnectionString = builder.ConnectionString;
        DisplayName = ConnectionStringParser.Format(builder);
    }

    /// <summary>The connection string with its password. Never write it to the output.</summary>
    public string ConnectionString { get; }

    /// <summary>User, host, port and database, without the password: <c>alice@db.example.org:5432/media</c>.</summary>
    public string DisplayName { get; }

    /// <summary>Finds the connection string: in the option, then in the environment variable, then in the configuration.</summary>
    /// <exception cref="ToolException">No connection string is configured, or it is invalid.</exception>
    public static ResolvedConnection Resolve(string? option, IConfiguration configuration, SecretRedactor secrets)
    {
        var (text, source) = Find(option, configuration);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ToolException(
                "connection_missing", $"No database is configured: {source} is empty or missing.",
                $"Use --connection \"Host=…;Database=…;Username=…\", or set {EnvironmentVariable} or ConnectionStrings__{ConnectionName}.");
        }

        try
        {
            var builder = ConnectionStringParser.Parse(text.Trim());

            // A password that equals the user name is not secret. Redacting it would make every message unreadable.
            if (builder.Password is { } password
                && password != builder.Username && password != builder.Database && password != builder.Host)
            {
                secrets.Add(password);
            }

            secrets.Add(builder.SslPassword);
            return new(builder);
        }
        catch (FormatException exception)
        {
            throw new ToolException("connection_unreadable", $"The connection string of {source} is invalid: {exception.Message}.");
        }
    }

    private static (string? Text, string Source) Find(string? option, IConfiguration configuration)
    {
        if (option is not null)
        {
            if (!option.TrimStart().StartsWith(NamePrefix, StringComparison.OrdinalIgnoreCase))
            {
                return (option, "--connection");
            }

            // The syntax of the Entity Framework tools: Name=X or Name=ConnectionStrings:X.
            var name = option.Trim()[NamePrefix.Length..].Trim();
            var key = name.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal) ? name : $"ConnectionStrings:{name}";
            return (configuration[key], $"the setting {key}");
        }

        return configuration[EnvironmentVariable] is { Length: > 0 } variable
            ? (variable, EnvironmentVariable)
            : (configuration.GetConnectionString(ConnectionName), $"the setting ConnectionStrings:{ConnectionName}");
    }
}
