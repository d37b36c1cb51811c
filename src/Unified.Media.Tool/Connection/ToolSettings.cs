using Microsoft.Extensions.Configuration;

namespace Unified.Media.Tool;

/// <summary>
/// The settings that a host of the library would see from the same folder: <c>appsettings.json</c>, the one of its environment, and the
/// environment's variables, which win.
/// </summary>
internal static class ToolSettings
{
    private static readonly string[] SecretKeys = ["Supabase:ServiceRoleKey", "SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_SECRET_KEY"];

    public static IConfiguration Read(Surroundings surroundings, Secrets secrets)
    {
        var builder = new ConfigurationBuilder().SetBasePath(surroundings.Folder).AddJsonFile("appsettings.json", optional: true);
        var environment = surroundings.Variables.GetValueOrDefault("DOTNET_ENVIRONMENT")
            ?? surroundings.Variables.GetValueOrDefault("ASPNETCORE_ENVIRONMENT");
        if (environment is { Length: > 0 }
            && environment.All(character => char.IsLetterOrDigit(character) || character is '-' or '_' or '.'))
        {
            builder.AddJsonFile($"appsettings.{environment}.json", optional: true);
        }

        builder.AddInMemoryCollection(surroundings.Variables.Select(variable =>
            new KeyValuePair<string, string?>(
                variable.Key.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), variable.Value)));
        try
        {
            var settings = builder.Build();
            foreach (var key in SecretKeys)
            {
                secrets.Add(settings[key]);
            }

            return settings;
        }
        catch (InvalidDataException exception)
        {
            // The inner message may quote the file, and the file may hold a password.
            throw new ToolException(
                "settings_unreadable", $"{exception.Message.TrimEnd('.')}: it is no JSON.", "Look for a missing quotation mark or comma.");
        }
    }
}
