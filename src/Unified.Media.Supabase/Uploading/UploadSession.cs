namespace Unified.Media.Supabase;

/// <summary>The session of a resumable upload.</summary>
/// <param name="Id">The id of the session at the server.</param>
/// <param name="Marker">The marker in the metadata of the object.</param>
internal sealed record UploadSession(string Id, UploadMarker Marker)
{
    public override string ToString() => $"{Id} {Marker.UploadId}";

    /// <summary>Reads a saved session; null when the string is invalid.</summary>
    public static UploadSession? Parse(string? text) =>
        text?.Split(' ') is [var id, var uploadId] && IsValidId(id) ? new(id, new UploadMarker(uploadId)) : null;

    /// <summary>
    /// Returns the id of a session, which is the last segment of the address in the response; null when it is not a valid id. The other parts of the
    /// address are not used: behind a gateway they are often wrong, and access tokens must not be sent to another host.
    /// </summary>
    public static string? ParseId(Uri? address)
    {
        var path = address is { IsAbsoluteUri: true } ? address.AbsolutePath : address?.OriginalString.Split('?')[0];
        return path?[(path.LastIndexOf('/') + 1)..] is { } id && IsValidId(id) ? id : null;
    }

    private static bool IsValidId(string text) =>
        text.Length is > 0 and <= 1_900 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
