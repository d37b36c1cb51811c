using System.Text.Json;

namespace Unified.Media.LegacyMigration.Tests;

/// <summary>Describes reports in the messages of failed assertions.</summary>
internal static class ReportDescription
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Describe(this LegacyRunReport report) => JsonSerializer.Serialize(report, Indented);
}
