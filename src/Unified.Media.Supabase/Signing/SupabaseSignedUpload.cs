namespace Unified.Media.Supabase;

/// <summary>
/// The right to upload one object without any other credentials, for as long as the server allows (two hours on hosted projects). Whoever
/// has the address may use it, and more than once when it overwrites.
/// </summary>
public sealed record SupabaseSignedUpload
{
    /// <summary>The object.</summary>
    public required ObjectLocation Location { get; init; }

    /// <summary>The address to <c>PUT</c> the content to, with its length. Do not log it.</summary>
    public required Uri Url { get; init; }

    /// <summary>The right itself, for resumable uploads. Do not log it.</summary>
    public required string Token { get; init; }

    /// <summary>Neither the address nor the token.</summary>
    public override string ToString() => $"A signed upload to {Location}";
}
