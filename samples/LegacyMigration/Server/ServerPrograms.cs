using System.Globalization;

namespace LegacyMigration;

/// <summary>Finds PostgreSQL's programs on this machine.</summary>
internal static class ServerPrograms
{
    private const int OldestVersion = 15;

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c> of the newest version; null without one.</summary>
    public static string? Find()
    {
        string[] roots = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"];
        var installed = roots.Where(Directory.Exists).SelectMany(Directory.GetDirectories)
            .Select(folder => (Folder: Path.Combine(folder, "bin"), Version: VersionOf(Path.GetFileName(folder))))
            .Where(found => found.Version >= OldestVersion)
            .OrderByDescending(found => found.Version)
            .Select(found => found.Folder);
        var inPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return installed.Concat(inPath).FirstOrDefault(
            folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    /// <summary>PostgreSQL refuses to run as root: what runs it as somebody else there.</summary>
    public static IReadOnlyList<string> OtherUser()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
        {
            return [];
        }

        var names = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return ["runuser", "-u", names.Contains("postgres") ? "postgres" : "nobody", "--"];
    }

    // Debian's folders are called 17, Homebrew's postgresql@17.
    private static int VersionOf(string name)
    {
        var number = name.Replace("postgresql@", "", StringComparison.Ordinal);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }
}
