using System.Globalization;

namespace Unified.Media.Benchmarks;

/// <summary>One number, and whether it is what it should be.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Measured">The number with its unit.</param>
/// <param name="Goal">What it should be; null for a number without a goal.</param>
/// <param name="IsMet">Whether it is; null without a goal.</param>
/// <param name="Detail">The numbers behind it.</param>
internal sealed record Figure(string What, string Measured, string? Goal, bool? IsMet, string Detail)
{
    public static Figure AtMost(string what, double value, double limit, string unit, string detail = "") =>
        new(what, Text(value, unit), "≤ " + Text(limit, unit), value <= limit, detail);

    public static Figure AtLeast(string what, double value, double limit, string unit, string detail = "") =>
        new(what, Text(value, unit), "≥ " + Text(limit, unit), value >= limit, detail);

    public static Figure Holds(string what, bool value, string goal, string detail = "") => new(what, value ? "yes" : "no", goal, value, detail);

    public static Figure Plain(string what, double value, string unit, string detail = "") => new(what, Text(value, unit), null, null, detail);

    private static string Text(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.ToString(value is > 0 and < 10 ? "0.##" : "0.#", CultureInfo.InvariantCulture)} {unit}");
}
