using System.Globalization;
using System.Text;

namespace Unified.Media.TestStorage;

/// <summary>The <c>Upload-Metadata</c> header: pairs of a name and a value in base64.</summary>
internal sealed class ResumableMetadata
{
    private readonly List<KeyValuePair<string, string>> _values = [];

    private ResumableMetadata()
    {
    }

    public string? Bucket => this["bucketName"];

    public string? Key => this["objectName"];

    public string? ContentType => this["contentType"];

    public string? UserMetadata => this["metadata"];

    /// <summary>The <c>Cache-Control</c> header: <c>max-age</c> when the value is a number of seconds, otherwise <c>no-cache</c>.</summary>
    public string CacheControl => long.TryParse(this["cacheControl"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        ? $"max-age={seconds}"
        : "no-cache";

    private string? this[string name] => _values.FirstOrDefault(v => v.Key == name).Value;

    public static ResumableMetadata Parse(string header)
    {
        var metadata = new ResumableMetadata();
        foreach (var part in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split(' ', 2) is [var n, var v] ? (n, v) : (part, string.Empty);
            var bytes = new byte[value.Length];
            if (!Convert.TryFromBase64String(value, bytes, out var length))
            {
                throw ResumableException.Protocol(400, "Invalid upload-metadata");
            }

            metadata._values.Add(KeyValuePair.Create(name, Encoding.UTF8.GetString(bytes, 0, length)));
        }

        return metadata;
    }

    /// <summary>Returns the header for a HEAD response: the received values, with the <see cref="CacheControl"/> before the user metadata.</summary>
    public override string ToString()
    {
        var known = _values.Where(v => v.Key is not ("cacheControl" or "metadata"));
        var rest = _values.Where(v => v.Key == "metadata");
        return string.Join(',', known.Append(KeyValuePair.Create("cacheControl", CacheControl)).Concat(rest)
            .Select(v => $"{v.Key} {Convert.ToBase64String(Encoding.UTF8.GetBytes(v.Value))}"));
    }
}
