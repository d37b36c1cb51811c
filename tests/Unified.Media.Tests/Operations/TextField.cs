namespace Unified.Media.Tests;

/// <summary>A text field of uploads: its name in rejections, its limit, and functions that write and read it.</summary>
public sealed class TextField
{
    public static readonly TextField Title = new("Title", 255, text => new() { Content = SmallImage.Content, Title = text }, item => item.Title);

    public static readonly TextField Description =
        new("Description", 5_000, text => new() { Content = SmallImage.Content, Description = text }, item => item.Description);

    public static readonly TextField Alt = new("Alt", 1_000, text => new() { Content = SmallImage.Content, Alt = text }, item => item.Alt);

    public static readonly TextField Tags = new(
        "Tags", 64, text => new() { Content = SmallImage.Content, Tags = [text] }, item => Assert.Single(item.Tags));

    public static readonly TextField AttributionText = OfAttribution("Text", text => new() { Text = text }, attribution => attribution.Text);
    public static readonly TextField AttributionAuthor = OfAttribution("Author", text => new() { Author = text }, attribution => attribution.Author);
    public static readonly TextField AttributionSourceUrl =
        OfAttribution("SourceUrl", text => new() { SourceUrl = text }, attribution => attribution.SourceUrl);

    public static readonly TextField GenerationPrompt = OfGeneration("Prompt", text => new() { Prompt = text }, generation => generation.Prompt);
    public static readonly TextField GenerationModel = OfGeneration("Model", text => new() { Model = text }, generation => generation.Model);
    public static readonly TextField GenerationJobId = OfGeneration("JobId", text => new() { JobId = text }, generation => generation.JobId);

    private TextField(string name, int limit, Func<string, MediaUpload> upload, Func<MediaItem, string?> read)
    {
        Name = name;
        Limit = limit;
        Upload = upload;
        Read = read;
    }

    public string Name { get; }

    public int Limit { get; }

    public Func<string, MediaUpload> Upload { get; }

    public Func<MediaItem, string?> Read { get; }

    public override string ToString() => Name;

    private static TextField OfAttribution(string part, Func<string, Attribution> write, Func<Attribution, string?> read) => new(
        $"Attribution.{part}", 1_000, text => new() { Content = SmallImage.Content, Attribution = write(text) }, item => read(item.Attribution!));

    private static TextField OfGeneration(string part, Func<string, Generation> write, Func<Generation, string?> read) => new(
        $"Generation.{part}",
        5_000,
        text => new() { Content = SmallImage.Content, Generation = write(text) },
        item => read(item.Metadata.Generation!));
}
