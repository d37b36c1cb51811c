namespace Unified.Media.Supabase;

/// <summary>
/// A signed upload: permits to upload one object without other credentials, for as long as the server allows (two hours on hosted projects). Everyone
/// who has the URL can use it, and more than once when it may overwrite the object.
/// </summary>
public sealed record SupabaseSignedUpload
{
    /// <summary>The object.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>The URL for a <c>PUT</c> request with the content and its length. Do not log it.</summary>
    public required Uri Url { get; init; }

    /// <summary>The token of the URL, for resumable uploads. Do not log it.</summary>
    public required string Token { get; init; }

    /// <summary>Returns a text without the URL and the token.</summary>
    public override string ToString() => $"A signed upload to {Location}";
}
