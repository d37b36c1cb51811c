namespace Unified.Media.Migrations;

/// <summary>The steps of a schema, in their order. Read once and checked: a mistake in a step is found before anything is run.</summary>
internal sealed class StepSource
{
    private const string Folder = "Schema/";

    private static readonly Lazy<StepSource> Embedded = new(ReadEmbedded);

    /// <param name="files">File names and texts.</param>
    /// <exception cref="ArgumentException">A name is no step's, two have the same number, or a placeholder is unknown.</exception>
    public StepSource(IEnumerable<(string FileName, string Text)> files)
    {
        Steps = [.. files.Select(file => StepFile.Parse(file.FileName, file.Text)).OrderBy(step => step.Number)];
        foreach (var (step, next) in Steps.Zip(Steps.Skip(1)))
        {
            if (step.Number == next.Number)
            {
                throw new ArgumentException($"The steps '{step.Name}' and '{next.Name}' have the same number.");
            }
        }

        foreach (var step in Steps)
        {
            Placeholders.Check(step);
        }
    }

    /// <summary>The steps of this version of the library.</summary>
    public static StepSource Default => Embedded.Value;

    public IReadOnlyList<Step> Steps { get; }

    private static StepSource ReadEmbedded()
    {
        var assembly = typeof(StepSource).Assembly;
        return new(assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return (name[Folder.Length..], reader.ReadToEnd());
        }));
    }
}
