using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Unified.Media.Supabase;

/// <summary>JSON in requests and answers.</summary>
internal static class SupabaseContent
{
    /// <summary>Known in length, so that it is not sent in chunks.</summary>
    public static HttpContent Of<T>(T body, JsonTypeInfo<T> type) => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    public static async ValueTask<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = stream.ConfigureAwait(false);
        return await JsonSerializer.DeserializeAsync(stream, type, cancellationToken).ConfigureAwait(false)
            ?? throw new JsonException("The answer is null.");
    }
}
