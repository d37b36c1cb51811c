using System.Text.Json.Nodes;

namespace Unified.Media.Supabase.Tests.Server;

/// <summary>
/// Reads a value of a response for later requests: <c>header:location</c>, <c>body:0.signedURL</c>, <c>address:signedURL</c> (with escaped spaces) or
/// <c>query:signedURL</c> (the part after the question mark).
/// </summary>
internal static class CapturedValue
{
    public static string Read(string place, HttpResponseMessage response, byte[] body)
    {
        var colon = place.IndexOf(':', StringComparison.Ordinal);
        var (source, path) = (place[..colon], place[(colon + 1)..]);
        if (source == "header")
        {
            return response.Headers.TryGetValues(path, out var values) ? values.First() : response.Content.Headers.GetValues(path).First();
        }

        var node = JsonNode.Parse(body);
        foreach (var name in path.Split('.'))
        {
            node = int.TryParse(name, out var index) ? node![index] : node![name];
        }

        var value = node!.ToString();
        return source switch
        {
            "address" => value.Replace(" ", "%20", StringComparison.Ordinal),
            "query" => value[(value.IndexOf('?', StringComparison.Ordinal) + 1)..],
            _ => value,
        };
    }
}
