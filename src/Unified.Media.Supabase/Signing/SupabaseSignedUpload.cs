namespace Unified.Media.Supabase;

/// <summary>
/// The permission to upload one object without other credentials, for the time that the server is configured for (two hours on hosted projects).
/// Anyone who has the URL can use it. It can be used more than once if it was signed with <c>overwrite</c>.
/// </summary>
public sealed record SupabaseSignedUpload
{
    /// <summary>The location of the object to upload.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>The URL for a <c>PUT</c> request with the content. The request needs a <c>Content-Length</c> header. Do not log the URL.</summary>
    public required Uri Url { get; init; }

    /// <summary>The token in the URL, which resumable uploads send in a header. Do not log it.</summary>
    public required string Token { get; init; }

    /// <summary>Returns a string that contains neither the URL nor the token.</summary>
    public override string ToString() => $"A signed upload to {Location}";
}
