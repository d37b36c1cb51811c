using Microsoft.Extensions.DependencyInjection;
using Unified.Media.Drivers;

namespace Unified.Media;

/// <summary>Makes the chosen driver, once there is exactly one: the message of the error names the call that is missing or too many.</summary>
internal static class DriverCheck
{
    private const string Example = "services.AddUnifiedMedia(media => media.UseEmbedded(\"./media\"))";

    public static IObjectStore CreateObjectStore(IServiceProvider services) =>
        Create<IObjectStore>(services, "object store", "UseEmbedded, UseLocalFolder, UseInMemory");

    public static IMediaCatalog CreateCatalog(IServiceProvider services) =>
        Create<IMediaCatalog>(services, "catalog", "UseEmbedded, UseSqlite, UseInMemory");

    private static TDriver Create<TDriver>(IServiceProvider services, string what, string calls)
        where TDriver : class
    {
        var choices = services.GetServices<DriverChoice<TDriver>>().ToArray();
        if (choices.Length != 1)
        {
            throw new InvalidOperationException(choices.Length == 0
                ? $"Unified.Media has no {what}: call one of {calls}, for example {Example}."
                : $"Unified.Media has {choices.Length} choices of {what}, and needs one: {string.Join(", ", choices.Select(choice => choice.CallName))}.");
        }

        // The first decoration is outermost, so the last is applied first.
        return services.GetServices<Decoration<TDriver>>().Reverse()
            .Aggregate(choices[0].Create(services), (inner, decoration) => decoration.Apply(inner, services));
    }
}
