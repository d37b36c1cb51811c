using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Unified.Media.Supabase;

/// <summary>
/// Reads the options from the root of the host's configuration, if the host has one. The section that the application binds overrides these values,
/// and code overrides both. Unknown keys at the root are not reported, because other libraries read the same section.
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

        // Also sets an address that is not absolute, so that the validation reports it.
        if (ReadSetting("SUPABASE_URL") is { } text && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var url))
        {
            options.Url = url;
        }

        options.ServiceRoleKey = ReadSetting("SUPABASE_SECRET_KEY") ?? ReadSetting("SUPABASE_SERVICE_ROLE_KEY") ?? options.ServiceRoleKey;
        configuration.GetSection(Section).Bind(options);
    }

    /// <summary>Reads the options from the section that the application binds.</summary>
    public static void Bind(IConfiguration section, SupabaseStorageOptions options, Action<BinderOptions> binder)
    {
        // The binder appends to an existing list, but this section must replace the list of an earlier source.
        if (section.GetSection(nameof(options.BucketContentTypes)).Exists())
        {
            options.BucketContentTypes.Clear();
        }

        section.Bind(options, binder);
    }

    private string? ReadSetting(string key) => configuration![key] is { Length: > 0 } value ? value : null;
}
