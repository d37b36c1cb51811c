using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Chooses drivers and settings: <c>services.AddUnifiedMedia(media => media.UseEmbedded("./media"))</c>.</summary>
public sealed class UnifiedMediaBuilder
{
    private readonly BoundConfigurations _bound = new();
    private readonly SectionReader<UnifiedMediaOptions> _reader = new(static (section, options, configure) => section.Bind(options, configure));

    internal UnifiedMediaBuilder(IServiceCollection services)
    {
        Services = services;
        services.AddOptions<UnifiedMediaOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<UnifiedMediaOptions>>(new SectionValidator<UnifiedMediaOptions>(
            _bound, "", _reader, IsOwn, UnifiedMediaOptionsValidator.FindFailures));
    }

    /// <summary>The services that drivers register with.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IServiceCollection Services { get; }

    /// <summary>Sets options in code. May be called more than once; later calls win.</summary>
    public UnifiedMediaBuilder Configure(Action<UnifiedMediaOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>
    /// Reads options from a configuration section, those of the packages from sections in it (<c>Postgres</c>, <c>Migrations</c>,
    /// <c>Supabase</c>). An unknown key and a value of the wrong type fail the start of the host. Options of packages that code sets win over it.
    /// </summary>
    public UnifiedMediaBuilder Bind(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _bound.Add(configuration);
        return Configure(options => _reader.Read(configuration, IsOwn, options));
    }

    /// <summary>
    /// Lets <see cref="MediaUser.Service"/> act: see, change and delete every owner's items. For trusted workers only; without this call
    /// the service user is refused.
    /// </summary>
    public UnifiedMediaBuilder AllowService() => Configure(options => options.ServiceAllowed = true);

    /// <summary>Wraps the object store. The first call is outermost.</summary>
    public UnifiedMediaBuilder DecorateObjectStore(Func<IObjectStore, IServiceProvider, IObjectStore> decorate)
    {
        Services.AddSingleton(new Decoration<IObjectStore>(decorate));
        return this;
    }

    /// <summary>Wraps the catalog. The first call is outermost.</summary>
    public UnifiedMediaBuilder DecorateCatalog(Func<IMediaCatalog, IServiceProvider, IMediaCatalog> decorate)
    {
        Services.AddSingleton(new Decoration<IMediaCatalog>(decorate));
        return this;
    }

    /// <summary>
    /// For packages: registers options that <see cref="Bind"/> reads from a section of its own, and that are validated when the host starts.
    /// Called again for the same section, it only returns the builder of the options.
    /// </summary>
    /// <param name="section">The section, such as <c>Postgres</c>.</param>
    /// <param name="bind">Calls <c>section.Bind(options, configure)</c>, so that the source generator of the package sees the type.</param>
    /// <param name="findFailures">The rules: one sentence per failure, each beginning with its path in the section.</param>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public OptionsBuilder<TOptions> AddOptions<TOptions>(
        string section, Action<IConfiguration, TOptions, Action<BinderOptions>> bind, Func<TOptions, IEnumerable<string>> findFailures)
        where TOptions : class, new()
    {
        var builder = Services.AddOptions<TOptions>();
        if (!_bound.AddPackage(section))
        {
            // Read once more, the section would win over code that set options after the first call, and its lists would double.
            return builder;
        }

        var reader = new SectionReader<TOptions>(bind);
        Services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidator<TOptions>(_bound, section, reader, _ => true, findFailures));
        return builder.ValidateOnStart().Configure(options =>
        {
            foreach (var configuration in _bound.All)
            {
                reader.Read(configuration.GetSection(section), _ => true, options);
            }
        });
    }

    /// <summary>For driver packages: registers an object store under the name of the call that chose it.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public UnifiedMediaBuilder UseObjectStore(string callName, Func<IServiceProvider, IObjectStore> create)
    {
        Services.AddSingleton(new DriverChoice<IObjectStore>(callName, create));
        return this;
    }

    /// <summary>For driver packages: registers a catalog under the name of the call that chose it.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public UnifiedMediaBuilder UseCatalog(string callName, Func<IServiceProvider, IMediaCatalog> create)
    {
        Services.AddSingleton(new DriverChoice<IMediaCatalog>(callName, create));
        return this;
    }

    private bool IsOwn(string key) => !_bound.IsOfPackage(key);
}
