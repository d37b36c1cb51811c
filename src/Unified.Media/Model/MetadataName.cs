namespace Unified.Media;

/// <summary>The keys of the metadata object, as databases store them.</summary>
internal static class MetadataName
{
    public const string Title = "title";
    public const string Description = "description";
    public const string Alt = "alt";
    public const string Tags = "tags";
    public const string Attribution = "attribution";
    public const string Generation = "generation";

    /// <summary>Properties of the content that have no column in the database: <c>frames</c>, <c>codec</c>, <c>removed</c>.</summary>
    public const string Content = "content";

    /// <summary>The application's fields. They are stored in a separate object, so they cannot overwrite the library's fields.</summary>
    public const string Custom = "user";

    public const string Text = "text";
    public const string Author = "author";
    public const string AuthorUrl = "author_url";
    public const string Provider = "provider";
    public const string ProviderId = "provider_id";
    public const string SourceUrl = "source_url";
    public const string License = "license";
    public const string Model = "model";
    public const string Prompt = "prompt";
    public const string Style = "style";
    public const string JobId = "job_id";
    public const string Cost = "cost";
    public const string Frames = "frames";
    public const string Codec = "codec";
    public const string Removed = "removed";
}
