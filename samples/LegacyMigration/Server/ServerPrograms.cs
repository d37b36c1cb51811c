using System.Globalization;

namespace LegacyMigration;

/// <summary>Finds the programs of PostgreSQL on this machine.</summary>
internal static class ServerPrograms
{
    private const int MinVersion = 15;

    /// <summary>Returns the folder with <c>initdb</c> and <c>postgres</c> of the newest version; null if there is none.</summary>
    public static string? Find()
    {
        string[] roots = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
        var installed = roots.Where(Directory.Exists).SelectMany(Directory.GetDirectories)
            .Select(folder => (Folder: Path.Combine(folder, "bin"), Version: VersionOf(Path.GetFileName(folder))))
            .Where(found => found.Version >= MinVersion)
            .OrderByDescending(found => found.Version)
            .Select(found => found.Folder);
        var inPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return installed.Concat(inPath).FirstOrDefault(
            folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    /// <summary>
    /// Returns the prefix of a command that runs as another user, because PostgreSQL rejects root. Returns an empty list if this process does not
    /// run as root.
    /// </summary>
    public static IReadOnlyList<string> GetUserPrefix()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            return [];
        }

        var names = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return ["runuser", "-u", names.Contains("postgres") ? "postgres" : "nobody", "--"];
    }

    // Folders of Debian are named 17, those of Homebrew postgresql@17.
    private static int VersionOf(string name)
    {
        var number = name.Replace("postgresql@", "", StringComparison.Ordinal);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
