using System.Globalization;
using CsCheck;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// Generates samples for property tests. Each run uses the same samples, so that a failure is caused by a change. The environment variables
/// UNIFIED_MEDIA_PROPERTY_TIMES (a factor) and UNIFIED_MEDIA_PROPERTY_SEED select more or other samples.
/// </summary>
internal static class PropertySamples
{
    private static int Times { get; } = Number("UNIFIED_MEDIA_PROPERTY_TIMES", 1);

    private static int Seed { get; } = Number("UNIFIED_MEDIA_PROPERTY_SEED", 1);

    public static IReadOnlyList<T> Draw<T>(this Gen<T> gen, int count)
    {
        var random = new PCG(1, (ulong)Seed);
        return [.. Enumerable.Range(0, count * Times).Select(_ => gen.Generate(random, null, out Size _))];
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
