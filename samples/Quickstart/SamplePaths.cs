using System.Reflection;

namespace Quickstart;

/// <summary>Paths of the sample, independent of the working directory.</summary>
internal static class SamplePaths
{
    private static readonly string Project = typeof(SamplePaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ProjectFolder").Value!;

    public static string Media => Path.Combine(Project, "media");

    public static string Data => Path.Combine(Project, "data");

    public static string MediaFile(string name) => Path.Combine(Media, name);

    /// <summary>Returns the media files of the sample: at least one of every supported type.</summary>
    public static IReadOnlyList<string> MediaFiles() => [.. FilesOf(Media).Where(path => Path.GetExtension(path) != ".md")];

    /// <summary>Returns the files of a folder ordered by name, without hidden files and subfolders.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions()).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Returns the folder for stored data. Empties it first unless <paramref name="keep"/> is true.</summary>
    public static string PrepareData(bool keep)
    {
        if (!keep && Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        return Data;
    }
}
