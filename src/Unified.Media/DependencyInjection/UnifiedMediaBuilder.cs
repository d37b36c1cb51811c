using System.ComponentModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Chooses drivers and settings: <c>services.AddUnifiedMedia(media => media.UseEmbedded("./media"))</c>.</summary>
public sealed class UnifiedMediaBuilder
{
    internal UnifiedMediaBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services that drivers register with.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IServiceCollection Services { get; }

    /// <summary>Sets options in code. May be called more than once; later calls win.</summary>
    public UnifiedMediaBuilder Configure(Action<UnifiedMediaOptions> configure)
    {
        Services.Configure(configure);
        return this;
    }

    /// <summary>Reads options from a configuration section.</summary>
    public UnifiedMediaBuilder Bind(IConfiguration configuration)
    {
        Services.Configure<UnifiedMediaOptions>(configuration);
        return this;
    }

    /// <summary>
    /// Lets <see cref="MediaUser.Service"/> act: see, change and delete every owner's items. For trusted workers only; without this call
    /// the
    /// service user is refused.
    /// </summary>
    public UnifiedMediaBuilder AllowService() => Configure(options => options.ServiceAllowed = true);

    /// <summary>
    /// Leaves unfinished uploads and deletes to another process: <see cref="MediaJanitor"/> no longer runs by itself, but can be called.
    /// </summary>
    public UnifiedMediaBuilder DisableJanitor()
    {
        foreach (var service in Services.Where(service => service.ImplementationType == typeof(JanitorService)).ToArray())
        {
            Services.Remove(service);
        }

        return this;
    }

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
}
