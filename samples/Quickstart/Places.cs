using System.Reflection;

namespace Quickstart;

/// <summary>Where things are: beside the project, wherever the command is called from.</summary>
internal static class Places
{
    private static readonly string Project = typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ProjectFolder").Value!;

    public static string Media => Path.Combine(Project, "media");

    public static string Data => Path.Combine(Project, "data");

    public static string MediaFile(string name) => Path.Combine(Media, name);

    /// <summary>The sample's own media, one of every supported type.</summary>
    public static IReadOnlyList<string> MediaFiles() => [.. FilesOf(Media).Where(path => Path.GetExtension(path) != ".md")];

    /// <summary>The files of a folder by name, without hidden ones and those of folders below it.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions()).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The folder for everything that is stored; emptied unless it is to be kept.</summary>
    public static string PrepareData(bool keep)
    {
        if (!keep && Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }

        return Data;
    }
}
