using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Unified.Media.Tool;

/// <summary>
/// Serializes reports and errors to the JSON document of <c>--json</c>.
/// The document is a contract with scripts: add members, never rename or remove one.
/// </summary>
internal sealed class ReportSerializer(SecretRedactor secrets)
{
    private const int Format = 1;

    private readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,

        // The document is never embedded in HTML, so non-ASCII letters may stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(OmitExitCode),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new RedactingStringConverter(secrets) },
    };

    public string Serialize(string command, IReport report) =>
        JsonSerializer.Serialize(new { format = Format, command, exitCode = (int)report.ExitCode, result = report.Content }, _options);

    public string Serialize(string command, CommandError error) =>
        JsonSerializer.Serialize(new { format = Format, command, exitCode = (int)ExitCode.Failure, error }, _options);

    // The document already has the exit code next to the result.
    private static void OmitExitCode(JsonTypeInfo type)
    {
        if (typeof(IReport).IsAssignableFrom(type.Type)
            && type.Properties.FirstOrDefault(property => property.Name == "exitCode") is { } exitCode)
        {
            type.Properties.Remove(exitCode);
        }
    }
}
