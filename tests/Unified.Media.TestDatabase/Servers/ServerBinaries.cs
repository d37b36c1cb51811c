using System.Globalization;

namespace Unified.Media.TestDatabase;

/// <summary>Finds the programs of PostgreSQL and PgBouncer on this machine.</summary>
internal static class ServerBinaries
{
    private const int MinVersion = 15;

    /// <summary>Returns the folder with <c>initdb</c> and <c>postgres</c> of the newest installed version; null for none.</summary>
    public static string? FindFolder()
    {
        var debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        return versions
            .Select(folder => (Folder: Path.Combine(folder, "bin"), Version: Parse(Path.GetFileName(folder))))
            .Where(found => found.Version >= MinVersion && IsServer(found.Folder))
            .OrderByDescending(found => found.Version)
            .Select(found => found.Folder)
            .Append(Path.GetDirectoryName(FindProgram("initdb")))
            .FirstOrDefault(folder => folder is not null && IsServer(folder));
    }

    /// <summary>Returns the path of a program in PATH or in a system folder; null for none.</summary>
    public static string? FindProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/usr/bin", "/bin"])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static bool IsServer(string folder) => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    private static int Parse(string version) => int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
