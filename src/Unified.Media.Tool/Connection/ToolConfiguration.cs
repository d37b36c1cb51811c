using Microsoft.Extensions.Configuration;

namespace Unified.Media.Tool;

/// <summary>
/// Loads the configuration that an application in the working directory would have: <c>appsettings.json</c>, then the file of the
/// environment, then environment variables. Later sources override earlier ones.
/// </summary>
internal static class ToolConfiguration
{
    private static readonly string[] SecretKeys = ["Supabase:ServiceRoleKey", "SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_SECRET_KEY"];

    /// <exception cref="ToolException">A file is not valid JSON.</exception>
    public static IConfiguration Load(ProcessContext process, SecretRedactor secrets)
    {
        var builder = new ConfigurationBuilder().SetBasePath(process.WorkingDirectory).AddJsonFile("appsettings.json", optional: true);
        var environment = process.EnvironmentVariables.GetValueOrDefault("DOTNET_ENVIRONMENT")
            ?? process.EnvironmentVariables.GetValueOrDefault("ASPNETCORE_ENVIRONMENT");
        if (environment is { Length: > 0 }
            && environment.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.'))
        {
            builder.AddJsonFile($"appsettings.{environment}.json", optional: true);
        }

        builder.AddInMemoryCollection(process.EnvironmentVariables.Select(variable =>
            new KeyValuePair<string, string?>(
                variable.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), variable.Value)));
        try
        {
            var configuration = builder.Build();
            foreach (var key in SecretKeys)
            {
                secrets.Add(configuration[key]);
            }

            return configuration;
        }
        catch (InvalidDataException exception)
        {
            // The inner message may quote the file, which may contain a password.
            throw new ToolException(
                "settings_unreadable", $"{exception.Message.TrimEnd('.')}: it is not valid JSON.",
                "Look for a missing quotation mark or comma.");
        }
    }
}
