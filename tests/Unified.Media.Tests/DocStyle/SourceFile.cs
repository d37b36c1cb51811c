namespace Unified.Media.Tests;

/// <summary>A C# or SQL file of the repository.</summary>
/// <param name="Path">The path from the root of the repository, with slashes.</param>
/// <param name="Lines">The lines without line endings.</param>
internal sealed record SourceFile(string Path, string[] Lines)
{
    private static readonly string[] Folders = ["src", "tests", "benchmarks", "samples"];

    // Build output, and recorded or generated SQL of the predecessor's databases.
    private static readonly string[] SkippedFolders = ["bin", "obj", "artifacts", "TestResults", "fixtures"];

    /// <summary>Every file that the rules apply to.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Folders.SelectMany(Read)];

    public bool IsSql => Path.EndsWith(".sql", StringComparison.Ordinal);

    /// <summary>True for a file in one of the folders, given as paths from the root.</summary>
    public bool IsBelow(params string[] folders) => folders.Any(folder => Path.StartsWith(folder + "/", StringComparison.Ordinal));

    private static IEnumerable<SourceFile> Read(string folder) =>
        from file in Directory.EnumerateFiles(System.IO.Path.Combine(Page.Root, folder), "*", SearchOption.AllDirectories)
        where System.IO.Path.GetExtension(file) is ".cs" or ".sql"
        let path = System.IO.Path.GetRelativePath(Page.Root, file).Replace('\\', '/')
        where !path.Split('/').Any(SkippedFolders.Contains)
        orderby path
        select new SourceFile(path, File.ReadAllLines(file));
}
