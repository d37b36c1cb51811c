using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>The transcripts in <c>tests/fixtures/storage/transcripts</c>.</summary>
internal static class TranscriptFiles
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly string Folder = Find();

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order()!;

    public static async Task<Transcript> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(Folder, name + ".json"));
        return await JsonSerializer.DeserializeAsync<Transcript>(file, Json, cancellationToken)
            ?? throw new InvalidDataException(name + " is empty.");
    }

    public static Task WriteAsync(string name, Transcript transcript, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(
            Path.Combine(Folder, name + ".json"), JsonSerializer.Serialize(transcript, Json) + "\n", cancellationToken);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, "tests", "fixtures", "storage", "transcripts");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException("tests/fixtures/storage/transcripts is not above the test's folder.");
    }
}
