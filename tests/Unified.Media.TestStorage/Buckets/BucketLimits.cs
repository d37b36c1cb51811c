using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Unified.Media.TestStorage;

/// <summary>
/// Reads the limits of a bucket from a request. A size is a number of bytes or a text such as <c>10MB</c>, in decimal units. A content type has the
/// form <c>image/png</c> or <c>image/*</c>.
/// </summary>
internal static partial class BucketLimits
{
    private const string Pattern = "^[0-9]+(?:\\.[0-9]+)?(?:[gG][bB]|[mM][bB]|[kK][bB]|[bB])$";

    public static long? Size(JsonNode? node, long serverLimit)
    {
        var size = node switch
        {
            null => (long?)null,
            JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var number) => number >= 0
                ? number
                : throw InvalidSizeLimit("must be >= 0"),
            JsonValue value when value.GetValueKind() == JsonValueKind.String
                && Units().Match(value.GetValue<string>()) is { Success: true } match =>
                (long)(decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value.ToUpperInvariant() switch
                {
                    "GB" => 1_000_000_000m,
                    "MB" => 1_000_000m,
                    "KB" => 1_000m,
                    _ => 1m,
                }),
            _ => throw InvalidSizeLimit("must be integer, body/file_size_limit must pass \"finite\" keyword validation"),
        };
        return size > serverLimit ? throw StorageErrors.TooLarge : size;
    }

    public static IReadOnlyList<string>? Types(JsonNode? node)
    {
        if (node is not JsonArray array)
        {
            return null;
        }

        string[] types = [.. array.Select(item => item!.GetValue<string>())];
        foreach (var type in types)
        {
            if (!TypePattern().IsMatch(type))
            {
                throw StorageErrors.TypeNotAllowed(type);
            }
        }

        return types;
    }

    private static StorageErrorException InvalidSizeLimit(string problem) => StorageErrors.Schema(
        $"body/file_size_limit {problem}, body/file_size_limit must match pattern \"{Pattern}\", "
        + "body/file_size_limit must match a schema in anyOf");

    [GeneratedRegex(@"^([0-9]+(?:\.[0-9]+)?)(gb|mb|kb|b)$", RegexOptions.IgnoreCase)]
    private static partial Regex Units();

    [GeneratedRegex(@"^(?:\*|[\w.+-]+)/(?:\*|[\w.+-]+)$")]
    private static partial Regex TypePattern();
}
