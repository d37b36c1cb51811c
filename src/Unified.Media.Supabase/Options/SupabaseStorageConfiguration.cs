using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>Reads the options from the host's configuration, if it has one. Code that sets them comes after it and wins.</summary>
internal sealed class SupabaseStorageConfiguration(IConfiguration? configuration) : IConfigureOptions<SupabaseStorageOptions>
{
    public const string Section = "Supabase";

    public void Configure(SupabaseStorageOptions options)
    {
        if (configuration is null)
        {
            return;
        }

        if (Uri.TryCreate(configuration["SUPABASE_URL"], UriKind.Absolute, out var url))
        {
            options.Url = url;
        }

        options.ServiceRoleKey = Given("SUPABASE_SECRET_KEY") ?? Given("SUPABASE_SERVICE_ROLE_KEY") ?? options.ServiceRoleKey;
        configuration.GetSection(Section).Bind(options);
    }

    private string? Given(string key) => configuration![key] is { Length: > 0 } value ? value : null;
}
