using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Unified.Media.LegacyMigration;

/// <summary>The reports as JSON, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LegacyPlan))]
[JsonSerializable(typeof(LegacyRunReport))]
[JsonSerializable(typeof(LegacyVerification))]
[JsonSerializable(typeof(LegacyRollbackReport))]
[JsonSerializable(typeof(LegacyStatus))]
internal sealed partial class LegacyJson : JsonSerializerContext
{
    public static string Serialize<T>(T report, JsonTypeInfo<T> type) => JsonSerializer.Serialize(report, type);
}
