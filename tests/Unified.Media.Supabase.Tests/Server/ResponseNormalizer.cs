using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>
/// Normalizes responses, so that they are equal on every run: replaces ids, times, tokens and names of buckets by placeholders in braces.
/// </summary>
internal sealed partial class ResponseNormalizer(IReadOnlyDictionary<string, string> placeholders, IReadOnlyList<string> volatileNames)
{
    private const int MaxTextLength = 2000;

    private static readonly string[] Headers =
    [
        "accept-ranges", "allow", "cache-control", "content-disposition", "content-range", "content-type", "etag", "expires",
        "last-modified", "location", "tus-complete", "tus-extension", "tus-max-size", "tus-resumable", "tus-version",
        "upload-defer-length", "upload-expires", "upload-length", "upload-metadata", "upload-offset", "x-robots-tag", "retry-after",
    ];

    public TranscriptResponse Normalize(HttpMethod method, HttpResponseMessage response, byte[] body)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var all = response.Headers.Concat(response.Content.Headers.NonValidated.SelectMany(
            h => h.Value.Select(v => KeyValuePair.Create<string, IEnumerable<string>>(h.Key, [v]))));
        foreach (var (name, values) in all)
        {
            var key = name.ToLowerInvariant();
            if (Headers.Contains(key) || (key == "content-length" && method == HttpMethod.Head && response.IsSuccessStatusCode))
            {
                headers[key] = volatileNames.Contains(key) ? "{any}" : Text(string.Join(", ", values));
            }
        }

        var result = new TranscriptResponse { Status = (int)response.StatusCode, Headers = headers.Count == 0 ? null : headers };
        var type = response.Content.Headers.ContentType?.MediaType;
        if (body.Length > MaxTextLength && type != "application/json")
        {
            return result with { Digest = $"{body.Length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(body))}" };
        }

        var text = Encoding.UTF8.GetString(body);
        try
        {
            return type == "application/json" && body.Length > 0
                ? result with { Json = Node(JsonNode.Parse(text), name: null) }
                : result with { Text = text.Length == 0 ? null : Text(text) };
        }
        catch (JsonException)
        {
            return result with { Text = Text(text) };
        }
    }

    private JsonNode? Node(JsonNode? node, string? name)
    {
        if (name is not null && volatileNames.Contains(name))
        {
            return JsonValue.Create("{any}");
        }

        return node switch
        {
            JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Node(p.Value, p.Key)))),
            JsonArray a => new JsonArray([.. a.Select(i => Node(i, null))]),
            JsonValue v when v.GetValueKind() == JsonValueKind.String => JsonValue.Create(Text(v.GetValue<string>())),
            _ => node?.DeepClone(),
        };
    }

    private string Text(string text)
    {
        text = UploadText().Replace(text, "$1{upload}");
        foreach (var (placeholder, value) in placeholders.OrderByDescending(w => w.Value.Length))
        {
            // Values of earlier responses are normalized below.
            if (placeholder is "url" or "user" or "other"
                || placeholder.EndsWith("64", StringComparison.Ordinal)
                || value.StartsWith("um-", StringComparison.Ordinal))
            {
                text = text.Replace(value, "{" + placeholder + "}", StringComparison.Ordinal);
            }
        }

        text = TokenText().Replace(text, "{jwt}");
        text = IdText().Replace(text, "{uuid}");
        text = TimeText().Replace(text, "{time}");
        return DateText().Replace(text, "{date}");
    }

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+")]
    private static partial Regex TokenText();

    [GeneratedRegex(@"(/upload/resumable(?:/sign)?/)[\w-]+$")]
    private static partial Regex UploadText();

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")]
    private static partial Regex IdText();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")]
    private static partial Regex TimeText();

    [GeneratedRegex(@"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex DateText();
}
