using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Unified.Media.Tool;

/// <summary>The JSON document that a command writes. Its shape is a promise: members are added, never renamed.</summary>
internal sealed class ReportDocument(Secrets secrets)
{
    private const int Format = 1;

    private readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,

        // The document goes to a terminal or a file, never into a page: names stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(LeaveExitOut),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new SecretlessText(secrets) },
    };

    public string Of(string command, IReport report) =>
        JsonSerializer.Serialize(new { format = Format, command, exitCode = (int)report.Exit, result = report.Content }, _options);

    public string Of(string command, Failure failure) =>
        JsonSerializer.Serialize(new { format = Format, command, exitCode = (int)ExitCode.Failure, error = failure }, _options);

    // It is the document's own exitCode.
    private static void LeaveExitOut(JsonTypeInfo type)
    {
        if (typeof(IReport).IsAssignableFrom(type.Type) && type.Properties.FirstOrDefault(property => property.Name == "exit") is { } exit)
        {
            type.Properties.Remove(exit);
        }
    }
}
