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

        // What is no address is set too, and named when the options are checked.
        if (Given("SUPABASE_URL") is { } text && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var url))
        {
            options.Url = url;
        }

        options.ServiceRoleKey = Given("SUPABASE_SECRET_KEY") ?? Given("SUPABASE_SERVICE_ROLE_KEY") ?? options.ServiceRoleKey;
        configuration.GetSection(Section).Bind(options);
    }

    private string? Given(string key) => configuration![key] is { Length: > 0 } value ? value : null;
}
