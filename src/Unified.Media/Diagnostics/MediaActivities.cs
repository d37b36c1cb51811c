using System.Diagnostics;

namespace Unified.Media;

/// <summary>Starts one activity per operation from the source <c>Unified.Media</c>.</summary>
internal static class MediaActivities
{
    private static readonly ActivitySource Source = new("Unified.Media");

    public static Activity? Start(string operation) => Source.StartActivity($"unified_media.{operation}");
}
