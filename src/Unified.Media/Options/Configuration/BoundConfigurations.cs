using Microsoft.Extensions.Configuration;

namespace Unified.Media;

/// <summary>The configurations that the host gave to <c>Bind</c>, and the sections in them that belong to packages.</summary>
internal sealed class BoundConfigurations
{
    private const string DefaultPath = "Media";

    // A section of a package that this host does not use is not a mistake: hosts of one application share their settings.
    private static readonly string[] Known = ["LegacyMigration", "Migrations", "Postgres", "Supabase"];

    private readonly HashSet<string> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IConfiguration> _configurations = [];

    public IReadOnlyList<IConfiguration> All => _configurations;

    /// <summary>The path of the settings, under which failures are reported.</summary>
    public string Path => _configurations is [.., var last] ? PathOf(last) : DefaultPath;

    public void Add(IConfiguration configuration) => _configurations.Add(configuration);

    /// <summary>False where the section was added before.</summary>
    public bool AddPackage(string section) => _packages.Add(section);

    public bool IsOfPackage(string key)
    {
        var section = key.Split(ConfigurationPath.KeyDelimiter)[0];
        return _packages.Contains(section) || Known.Contains(section, StringComparer.OrdinalIgnoreCase);
    }

    public static IConfiguration SectionOf(IConfiguration configuration, string section) =>
        section.Length == 0 ? configuration : configuration.GetSection(section);

    public static string PathOf(IConfiguration configuration) => (configuration as IConfigurationSection)?.Path ?? "";

    public static string Join(string path, string key) =>
        path.Length == 0 ? key : key.Length == 0 ? path : ConfigurationPath.Combine(path, key);
}
