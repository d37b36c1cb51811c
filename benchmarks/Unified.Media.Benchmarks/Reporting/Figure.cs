using System.Globalization;

namespace Unified.Media.Benchmarks;

/// <summary>A measured number, and whether it meets its goal.</summary>
/// <param name="Name">The measured quantity.</param>
/// <param name="Measured">The number with its unit.</param>
/// <param name="Goal">The goal; null for none.</param>
/// <param name="IsMet">True if the goal is met; null without a goal.</param>
/// <param name="Detail">The numbers from which it was computed.</param>
internal sealed record Figure(string Name, string Measured, string? Goal, bool? IsMet, string Detail)
{
    public static Figure AtMost(string name, double value, double limit, string unit, string detail = "") =>
        new(name, Text(value, unit), "≤ " + Text(limit, unit), value <= limit, detail);

    public static Figure AtLeast(string name, double value, double limit, string unit, string detail = "") =>
        new(name, Text(value, unit), "≥ " + Text(limit, unit), value >= limit, detail);

    public static Figure Condition(string name, bool value, string goal, string detail = "") => new(name, value ? "yes" : "no", goal, value, detail);

    public static Figure WithoutGoal(string name, double value, string unit, string detail = "") => new(name, Text(value, unit), null, null, detail);

    private static string Text(double value, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{value.ToString(value is > 0 and < 10 ? "0.##" : "0.#", CultureInfo.InvariantCulture)} {unit}");
}
