using Microsoft.Extensions.Configuration;

namespace Unified.Media;

/// <summary>The configurations that the host passed to <c>Bind</c>, and the names of the packages' sections in them.</summary>
internal sealed class BoundConfigurations
{
    private const string DefaultPath = "Media";

    // A section of a package that this process does not use is allowed, because several processes may share a configuration.
    private static readonly string[] KnownSections = ["LegacyMigration", "Migrations", "Postgres", "Supabase"];

    private readonly HashSet<string> _packageSections = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _registeredSections = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IConfiguration> _configurations = [];

    public IReadOnlyList<IConfiguration> All => _configurations;

    /// <summary>The configuration path of the settings, for error messages.</summary>
    public string Path => _configurations is [.., var last] ? PathOf(last) : DefaultPath;

    public void Add(IConfiguration configuration) => _configurations.Add(configuration);

    /// <summary>Registers the section of a package. Returns false when the section is already registered.</summary>
    public bool AddPackage(string section)
    {
        _packageSections.Add(section);
        return _registeredSections.Add(section);
    }

    /// <summary>Lets packages register their sections again. The keys of the sections are still not reported as unknown.</summary>
    public void ResetPackages() => _registeredSections.Clear();

    public bool IsPackageKey(string key)
    {
        var section = key.Split(ConfigurationPath.KeyDelimiter)[0];
        return _packageSections.Contains(section) || KnownSections.Contains(section, StringComparer.OrdinalIgnoreCase);
    }

    public static IConfiguration SectionOf(IConfiguration configuration, string section) =>
        section.Length == 0 ? configuration : configuration.GetSection(section);

    public static string PathOf(IConfiguration configuration) => (configuration as IConfigurationSection)?.Path ?? "";

    public static string Join(string path, string key) =>
        path.Length == 0 ? key : key.Length == 0 ? path : ConfigurationPath.Combine(path, key);
}
