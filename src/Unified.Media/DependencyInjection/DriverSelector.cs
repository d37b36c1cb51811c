using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>
/// Makes the chosen driver, once there is exactly one: the message of the error names the call that is missing or too many.
/// </summary>
internal static class DriverCheck
{
    private const string Example = "services.AddUnifiedMedia(media => media.UseEmbedded(\"./media\"))";

    public static ChosenDriver<IObjectStore> ChooseObjectStore(IServiceProvider services) =>
        Choose<IObjectStore>(services, "object store", "UseEmbedded, UseLocalFolder, UseSupabaseStorage, UseInMemory");

    public static ChosenDriver<IMediaCatalog> ChooseCatalog(IServiceProvider services) =>
        Choose<IMediaCatalog>(services, "catalog", "UseEmbedded, UseSqlite, UsePostgres, UseInMemory");

    /// <summary>Puts the decorations around the chosen driver. The first is outermost, so the last is applied first.</summary>
    public static TDriver Decorate<TDriver>(IServiceProvider services)
        where TDriver : class => services.GetServices<Decoration<TDriver>>().Reverse()
            .Aggregate(services.GetRequiredService<ChosenDriver<TDriver>>().Driver, (inner, decoration) => decoration.Apply(inner, services));

    private static ChosenDriver<TDriver> Choose<TDriver>(IServiceProvider services, string what, string calls)
        where TDriver : class
    {
        var choices = services.GetServices<DriverChoice<TDriver>>().ToArray();
        return choices.Length switch
        {
            1 => new(choices[0].Create(services)),
            0 => throw new InvalidOperationException($"Unified.Media has no {what}: call one of {calls}, for example {Example}."),
            _ => throw new InvalidOperationException(
                $"Unified.Media has {choices.Length} choices of {what}, and needs one: {string.Join(", ", choices.Select(choice => choice.CallName))}."),
        };
    }
}
