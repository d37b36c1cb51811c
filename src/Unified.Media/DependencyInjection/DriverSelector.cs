using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Creates the registered drivers. Exactly one object store and one catalog must be registered.</summary>
internal static class DriverSelector
{
    public static SelectedDriver<IObjectStore> SelectObjectStore(IServiceProvider services) => Select<IObjectStore>(services, "object stores");

    public static SelectedDriver<IMediaCatalog> SelectCatalog(IServiceProvider services) => Select<IMediaCatalog>(services, "catalogs");

    /// <summary>Wraps the driver in its decorators, in reverse order: the decorator that was registered first is the outermost.</summary>
    public static TDriver Decorate<TDriver>(IServiceProvider services)
        where TDriver : class => services.GetServices<DriverDecorator<TDriver>>().Reverse()
            .Aggregate(services.GetRequiredService<SelectedDriver<TDriver>>().Driver, (inner, decorator) => decorator.Apply(inner, services));

    private static SelectedDriver<TDriver> Select<TDriver>(IServiceProvider services, string plural)
        where TDriver : class
    {
        RequireDrivers(services);
        var registrations = services.GetServices<DriverRegistration<TDriver>>().ToArray();
        return registrations is [var single]
            ? new(single.Create(services))
            : throw new InvalidOperationException(
                $"Unified.Media has {registrations.Length} {plural} and needs exactly one. Keep one of the calls "
                + $"{string.Join(", ", registrations.Select(registration => registration.CallName))}.");
    }

    private static void RequireDrivers(IServiceProvider services)
    {
        var hasObjectStore = services.GetServices<DriverRegistration<IObjectStore>>().Any();
        var hasCatalog = services.GetServices<DriverRegistration<IMediaCatalog>>().Any();
        var missing = (hasObjectStore, hasCatalog) switch
        {
            (false, false) => "no object store and no catalog. Call UseEmbedded or UseInMemory for both, or one of UseLocalFolder, "
                + "UseSupabaseStorage and one of UseSqlite, UsePostgres. Example: services.AddUnifiedMedia(media => media.UseEmbedded(\"./media\"))",
            (false, true) => "no object store. Call one of UseLocalFolder, UseSupabaseStorage",
            (true, false) => "no catalog. Call one of UseSqlite, UsePostgres",
            _ => null,
        };
        if (missing is not null)
        {
            throw new InvalidOperationException($"Unified.Media has {missing}.");
        }
    }
}
