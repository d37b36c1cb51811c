using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>
/// Reads the options from the root of the host's configuration, if it has one. The section that the host binds comes after it and wins, and code
/// comes after both. Unknown keys at the root are not reported: other libraries read the same section.
/// </summary>
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

    /// <summary>Reads the options from the section that the host binds.</summary>
    public static void Bind(IConfiguration section, SupabaseStorageOptions options, Action<BinderOptions> binder)
    {
        // The binder adds to lists; what this section lists replaces what came before.
        if (section.GetSection(nameof(options.BucketContentTypes)).Exists())
        {
            options.BucketContentTypes.Clear();
        }

        section.Bind(options, binder);
    }

    private string? Given(string key) => configuration![key] is { Length: > 0 } value ? value : null;
}
