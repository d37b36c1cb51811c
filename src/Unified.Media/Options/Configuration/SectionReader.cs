using Microsoft.Extensions.Configuration;

namespace Unified.Media;

/// <summary>
/// Reads options from configuration key by key, so that every unknown key and every value of the wrong type is reported with its path.
/// </summary>
/// <param name="bind">Calls the configuration binder. The caller knows the options type, which the binder's source generator needs.</param>
internal sealed class SectionReader<TOptions>(Action<IConfiguration, TOptions, Action<BinderOptions>> bind)
    where TOptions : class, new()
{
    /// <summary>Sets options from the configuration. Ignores values of the wrong type, which <see cref="FindFailures"/> reports.</summary>
    /// <param name="section">The configuration.</param>
    /// <param name="isOptionsKey">Returns true for a key of these options, and false for a key of a package.</param>
    /// <param name="options">The options.</param>
    public void Read(IConfiguration section, Func<string, bool> isOptionsKey, TOptions options) =>
        bind(CreateConfiguration(FindSettings(section, isOptionsKey).Where(setting => !IsOfWrongType(setting))), options, _ => { });

    /// <summary>Returns one sentence per invalid key. The sentence begins with the path of the key.</summary>
    public IEnumerable<string> FindFailures(IConfiguration section, Func<string, bool> isOptionsKey)
    {
        foreach (var setting in FindSettings(section, isOptionsKey))
        {
            var path = BoundConfigurations.Join(BoundConfigurations.PathOf(section), setting.Key);
            if (IsOfWrongType(setting))
            {
                yield return $"{path} is '{setting.Value}': the value is of the wrong type.";
            }
            else if (IsUnknown(setting) && (section is IConfigurationSection || !IsUnknown(new(FirstPart(setting.Key), null))))
            {
                yield return $"{path} is not a known setting.";
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> FindSettings(IConfiguration section, Func<string, bool> isOptionsKey) =>
        section.AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null && setting.Key.Length > 0 && isOptionsKey(setting.Key));

    private static string FirstPart(string key) => key.Split(ConfigurationPath.KeyDelimiter)[0];

    private static IConfiguration CreateConfiguration(IEnumerable<KeyValuePair<string, string?>> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private bool IsOfWrongType(KeyValuePair<string, string?> setting) => Fails(setting, _ => { });

    private bool IsUnknown(KeyValuePair<string, string?> setting) => Fails(setting, binder => binder.ErrorOnUnknownConfiguration = true);

    private bool Fails(KeyValuePair<string, string?> setting, Action<BinderOptions> configure)
    {
        try
        {
            bind(CreateConfiguration([setting]), new(), configure);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
