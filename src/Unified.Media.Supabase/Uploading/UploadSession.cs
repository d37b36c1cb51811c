namespace Unified.Media.Supabase;

/// <summary>An upload that the server has begun: its id there, and the mark that the object will carry.</summary>
internal sealed record UploadSession(string Id, UploadMark Mark)
{
    public override string ToString() => $"{Id} {Mark.UploadId}";

    /// <summary>Null for text that is no session.</summary>
    public static UploadSession? Parse(string? text) =>
        text?.Split(' ') is [var id, var uploadId] && IsId(id) ? new(id, new UploadMark(uploadId)) : null;

    /// <summary>
    /// The last segment of the address that the server gives. The rest is not believed: behind a gateway it is often wrong, and a token
    /// must not go to another host.
    /// </summary>
    public static string? IdOf(Uri? address)
    {
        var path = address is { IsAbsoluteUri: true } ? address.AbsolutePath : address?.OriginalString.Split('?')[0];
        return path?[(path.LastIndexOf('/') + 1)..] is { } id && IsId(id) ? id : null;
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= 1_900 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
