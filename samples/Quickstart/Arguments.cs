namespace Quickstart;

/// <summary>What the command line asks for; <see cref="Mistake"/> says why it cannot be done.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Usage: dotnet run --project samples/Quickstart [-- [FOLDER] [OPTIONS]]

          FOLDER                    uploads every file of this folder instead of the sample's own
          --postgres "CONNECTION"   keeps facts in PostgreSQL: applies the schema, leaves its rows
          --supabase                keeps objects in Supabase Storage: reads SUPABASE_URL and
                                    SUPABASE_SERVICE_ROLE_KEY, or the section Supabase of the configuration
          --keep                    keeps what earlier runs stored in the sample's folder
          --help                    shows this
        """;

    private static readonly string[] Flags = ["--supabase", "--keep", "--help", "-h"];

    /// <summary>The folder whose files are uploaded.</summary>
    public string Folder { get; private init; } = Places.Media;

    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <summary>The connection string of a PostgreSQL database; null for the embedded catalog.</summary>
    public string? Postgres { get; private init; }

    /// <summary>True where objects go to Supabase Storage.</summary>
    public bool Supabase { get; private init; }

    public bool Keep { get; private init; }

    public bool Help { get; private init; }

    public string? Mistake { get; private init; }

    /// <summary>True when there is nothing to run: help was asked for, or is needed.</summary>
    public bool AreForHelp => Help || Mistake is not null;

    public static Arguments Read(string[] args)
    {
        var words = args.ToList();
        var at = words.IndexOf("--postgres");
        var postgres = at >= 0 ? words.ElementAtOrDefault(at + 1) ?? "" : null;
        if (at >= 0)
        {
            words.RemoveRange(at, Math.Min(2, words.Count - at));
        }

        var folders = words.Where(word => !word.StartsWith('-')).ToArray();
        if (words.FirstOrDefault(word => word.StartsWith('-') && !Flags.Contains(word)) is { } unknown)
        {
            return new() { Mistake = $"There is no option {unknown}.", Help = true };
        }

        if (postgres is not null && !postgres.Contains('='))
        {
            return new() { Mistake = "--postgres needs a connection string: \"Host=localhost;Database=media;Username=postgres\".", Help = true };
        }

        if (folders.Length > 1)
        {
            return new() { Mistake = "One folder at a time.", Help = true };
        }

        var arguments = new Arguments
        {
            Postgres = postgres,
            Supabase = words.Contains("--supabase"),
            Keep = words.Contains("--keep"),
            Help = words.Contains("--help") || words.Contains("-h"),
        };
        return folders is [var folder] ? arguments.With(folder) : arguments with { Files = Places.MediaFiles() };
    }

    private Arguments With(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return this with { Mistake = $"There is no folder {folder}." };
        }

        var files = Places.FilesOf(folder);
        return files.Count == 0
            ? this with { Mistake = $"The folder {folder} has no files." }
            : this with { Folder = folder, Files = files };
    }
}
