using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Tracks the services that drivers and their packages registered, so that a test can replace them.</summary>
internal sealed class DriverServices(UnifiedMediaBuilder builder)
{
    private static readonly Type[] Settings =
    [
        typeof(IConfigureOptions<UnifiedMediaOptions>), typeof(IPostConfigureOptions<UnifiedMediaOptions>),
        typeof(DriverDecorator<IObjectStore>), typeof(DriverDecorator<IMediaCatalog>),
    ];

    private ServiceDescriptor[] _services = [];

    /// <summary>Runs the configuration of the application and tracks the services that it adds.</summary>
    public void Add(Action<UnifiedMediaBuilder> configure)
    {
        var existingServices = builder.Services.ToHashSet<ServiceDescriptor>(ReferenceEqualityComparer.Instance);
        configure(builder);
        _services =
        [
            .. builder.Services.Where(
                service => !existingServices.Contains(service) && !Settings.Contains(service.ServiceType) && !IsShared(service)),
        ];
    }

    /// <summary>Removes the tracked services and adds those of another configuration.</summary>
    public void Replace(Action<UnifiedMediaBuilder> configure)
    {
        var hadMigrations = _services.Any(service => service.ServiceType == typeof(IMigrationStatus));
        foreach (var service in _services)
        {
            builder.Services.Remove(service);
        }

        builder.ResetPackages();
        Add(configure);
        if (hadMigrations && builder.Services.All(service => service.ServiceType != typeof(IMigrationStatus)))
        {
            // A health check of the schema, which the application may have registered, still needs this service.
            builder.Services.AddSingleton<IMigrationStatus, NoMigrations>();
        }
    }

    // Services of the framework, such as IHttpClientFactory, are not removed, because the application may use them too.
    private static bool IsShared(ServiceDescriptor service) =>
        IsFrameworkType(service.ServiceType)
        && ((service.IsKeyedService ? service.KeyedImplementationType : service.ImplementationType) is not { } implementation
            || IsFrameworkType(implementation))
        && ((service.IsKeyedService ? service.KeyedImplementationInstance : service.ImplementationInstance) is not { } instance
            || IsFrameworkType(instance.GetType()))
        && ((service.IsKeyedService ? service.KeyedImplementationFactory : (Delegate?)service.ImplementationFactory) is not { } factory
            || IsFrameworkMethod(factory.Method));

    private static bool IsFrameworkMethod(MethodInfo method) => method.DeclaringType is { } type && IsFrameworkType(type);

    private static bool IsFrameworkType(Type type) =>
        type.Assembly.GetName().Name is { } name
        && (name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("System.", StringComparison.Ordinal))
        && type.GenericTypeArguments.All(IsFrameworkType);
}
