using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Selects the drivers and sets the options of the library, in the call of <c>AddUnifiedMedia</c>.</summary>
/// <example><code>services.AddUnifiedMedia(media => media.UseEmbedded("./media"));</code></example>
public sealed class UnifiedMediaBuilder
{
    private readonly BoundConfigurations _configurations = new();
    private readonly SectionReader<UnifiedMediaOptions> _reader = new(static (section, options, configure) => section.Bind(options, configure));

    internal UnifiedMediaBuilder(IServiceCollection services)
    {
        Services = services;
        services.AddOptions<UnifiedMediaOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<UnifiedMediaOptions>>(new SectionValidator<UnifiedMediaOptions>(
            _configurations, "", _reader, IsLibraryKey, UnifiedMediaOptionsValidator.FindFailures));
    }

    /// <summary>For driver packages: the service collection of the application.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IServiceCollection Services { get; }

    /// <summary>
    /// Sets options in code. Calls of this method and of <see cref="Bind"/> are applied in order; a later call overrides an earlier one.
    /// </summary>
    public UnifiedMediaBuilder Configure(Action<UnifiedMediaOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>
    /// Reads options from a configuration section. Packages read their options from its subsections (<c>Postgres</c>, <c>Migrations</c>,
    /// <c>Supabase</c>, <c>LegacyMigration</c>); options that code sets for a package override them. The start of the host fails when a key is
    /// unknown or a value is of the wrong type.
    /// </summary>
    /// <example><code>services.AddUnifiedMedia(media => media.UseEmbedded("./media").Bind(configuration.GetSection("Media")));</code></example>
    public UnifiedMediaBuilder Bind(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configurations.Add(configuration);
        return Configure(options => _reader.Read(configuration, IsLibraryKey, options));
    }

    /// <summary>
    /// Allows calls with <see cref="MediaUser.Service"/>, which can list, change and delete the items of every owner. Call this method in trusted
    /// processes only. Without it, calls with that user throw <see cref="MediaAccessDeniedException"/>.
    /// </summary>
    public UnifiedMediaBuilder AllowService() => Configure(options => options.ServiceAllowed = true);

    /// <summary>Wraps the object store in a decorator. The decorator of the first call is outermost.</summary>
    /// <param name="decorate">Creates the decorator once, from the inner object store and the service provider. Must not return null.</param>
    public UnifiedMediaBuilder DecorateObjectStore(Func<IObjectStore, IServiceProvider, IObjectStore> decorate)
    {
        Services.AddSingleton(new DriverDecorator<IObjectStore>(decorate));
        return this;
    }

    /// <summary>Wraps the catalog in a decorator. The decorator of the first call is outermost.</summary>
    /// <param name="decorate">Creates the decorator once, from the inner catalog and the service provider. Must not return null.</param>
    public UnifiedMediaBuilder DecorateCatalog(Func<IMediaCatalog, IServiceProvider, IMediaCatalog> decorate)
    {
        Services.AddSingleton(new DriverDecorator<IMediaCatalog>(decorate));
        return this;
    }

    /// <summary>
    /// For packages: registers options that <see cref="Bind"/> reads from a subsection and that are validated when the host starts. A second call
    /// for the same section only returns the options builder.
    /// </summary>
    /// <param name="section">The section, such as <c>Postgres</c>.</param>
    /// <param name="bind">Calls <c>section.Bind(options, configure)</c> in the package, where the binder's source generator sees the type.</param>
    /// <param name="findFailures">Validates the options. Returns one sentence per failure, which begins with the path in the section.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public OptionsBuilder<TOptions> AddOptions<TOptions>(
        string section, Action<IConfiguration, TOptions, Action<BinderOptions>> bind, Func<TOptions, IEnumerable<string>> findFailures)
        where TOptions : class, new()
    {
        var builder = Services.AddOptions<TOptions>();
        if (!_configurations.AddPackage(section))
        {
            // Reading the section again would override options that code has set since the first call, and would append the values
            // of its lists again.
            return builder;
        }

        var reader = new SectionReader<TOptions>(bind);
        Services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidator<TOptions>(_configurations, section, reader, _ => true, findFailures));
        return builder.ValidateOnStart().Configure(options =>
        {
            foreach (var configuration in _configurations.All)
            {
                reader.Read(configuration.GetSection(section), _ => true, options);
            }
        });
    }

    /// <summary>For driver packages: registers an object store.</summary>
    /// <param name="callName">The name of the package's method, for error messages.</param>
    /// <param name="create">
    /// Creates the object store once. The service provider disposes it; implement <see cref="IDisposable"/>, also beside
    /// <see cref="IAsyncDisposable"/>, so that a synchronous dispose works.
    /// </param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public UnifiedMediaBuilder UseObjectStore(string callName, Func<IServiceProvider, IObjectStore> create)
    {
        Services.AddSingleton(new DriverRegistration<IObjectStore>(callName, create));
        return this;
    }

    /// <summary>For driver packages: registers a catalog.</summary>
    /// <param name="callName">The name of the package's method, for error messages.</param>
    /// <param name="create">
    /// Creates the catalog once. The service provider disposes it; implement <see cref="IDisposable"/>, also beside
    /// <see cref="IAsyncDisposable"/>, so that a synchronous dispose works.
    /// </param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public UnifiedMediaBuilder UseCatalog(string callName, Func<IServiceProvider, IMediaCatalog> create)
    {
        Services.AddSingleton(new DriverRegistration<IMediaCatalog>(callName, create));
        return this;
    }

    /// <summary>Lets packages register their options again after their services are removed.</summary>
    internal void ResetPackages() => _configurations.ResetPackages();

    private bool IsLibraryKey(string key) => !_configurations.IsPackageKey(key);
}
