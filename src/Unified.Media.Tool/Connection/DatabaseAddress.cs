using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Unified.Media.Tool;

/// <summary>Which database is meant, and who said so.</summary>
internal sealed class DatabaseAddress
{
    public const string Variable = "UNIFIED_MEDIA_POSTGRES";
    public const string SettingName = "UnifiedMedia";

    private const string NamePrefix = "name=";

    private DatabaseAddress(NpgsqlConnectionStringBuilder builder, string source)
    {
        builder.ApplicationName ??= "unified-media";
        builder.PersistSecurityInfo = false;
        ConnectionString = builder.ConnectionString;
        Shown = ConnectionText.Show(builder);
        Source = source;
    }

    /// <summary>With the password. Never shown.</summary>
    public string ConnectionString { get; }

    /// <summary>Without the password: <c>alice@db.example.org:5432/media</c>.</summary>
    public string Shown { get; }

    /// <summary>Where it was found: <c>--connection</c>.</summary>
    public string Source { get; }

    public static DatabaseAddress Find(string? option, IConfiguration settings, Secrets secrets)
    {
        var (text, source) = Look(option, settings);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ToolException(
                "connection_missing", $"No database is named: {source} is empty or absent.",
                $"Give --connection \"Host=…;Database=…;Username=…\", or set {Variable} or ConnectionStrings__{SettingName}.");
        }

        try
        {
            var builder = ConnectionText.Read(text.Trim());

            // A password that is also the user's name is no secret, and hiding it would make every message unreadable.
            if (builder.Password is { } password
                && password != builder.Username && password != builder.Database && password != builder.Host)
            {
                secrets.Add(password);
            }

            secrets.Add(builder.SslPassword);
            return new(builder, source);
        }
        catch (FormatException exception)
        {
            throw new ToolException("connection_unreadable", $"The connection string of {source} cannot be used: {exception.Message}.");
        }
    }

    private static (string? Text, string Source) Look(string? option, IConfiguration settings)
    {
        if (option is not null)
        {
            if (!option.TrimStart().StartsWith(NamePrefix, StringComparison.OrdinalIgnoreCase))
            {
                return (option, "--connection");
            }

            // As the tools of Entity Framework say it: Name=X or Name=ConnectionStrings:X.
            var name = option.Trim()[NamePrefix.Length..].Trim();
            var key = name.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal) ? name : $"ConnectionStrings:{name}";
            return (settings[key], $"the setting {key}");
        }

        return settings[Variable] is { Length: > 0 } variable
            ? (variable, Variable)
            : (settings.GetConnectionString(SettingName), $"the setting ConnectionStrings:{SettingName}");
    }
}
