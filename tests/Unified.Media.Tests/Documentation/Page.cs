using System.Reflection;

namespace Unified.Media.Tests;

/// <summary>A Markdown page of the repository.</summary>
internal sealed record Page(string Name, string Text)
{
    private static readonly string[] OutsidePages = ["bin", "obj", "data", "artifacts", "TestResults"];

    public static string Root { get; } = typeof(Page).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!;

    public static Page Of(string name) => new(name, File.ReadAllText(Path.Combine(Root, name)).ReplaceLineEndings("\n"));

    public static IReadOnlyList<string> Names() =>
    [
        .. Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(name => !name.StartsWith('.') && !name.Split(Path.DirectorySeparatorChar).Any(OutsidePages.Contains))
            .Order(StringComparer.Ordinal),
    ];
}
