using System.Globalization;
using CsCheck;

namespace Unified.Media.Migrations.Tests;

/// <summary>
/// Samples for a property: the same ones in every run, so that a failure is a change's and not luck's. More of them, or others, by
/// UNIFIED_MEDIA_PROPERTY_TIMES (how many times as many) and UNIFIED_MEDIA_PROPERTY_SEED.
/// </summary>
internal static class Drawing
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
