namespace Quickstart;

/// <summary>The parsed command line. If it is invalid, <see cref="Error"/> has the reason.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Usage: dotnet run --project samples/Quickstart [-- [FOLDER] [OPTIONS]]

          FOLDER                    upload the files of this folder instead of the sample's own
          --postgres "CONNECTION"   use a PostgreSQL catalog; migrates the schema and keeps the rows
          --supabase                use Supabase Storage, configured by SUPABASE_URL and
                                    SUPABASE_SERVICE_ROLE_KEY or by the section Supabase
          --keep                    keep the data of earlier runs in the sample's folder
          --help                    show this help
        """;

    private static readonly string[] Flags = ["--supabase", "--keep", "--help", "-h"];

    /// <summary>The folder whose files are uploaded.</summary>
    public string Folder { get; private init; } = SamplePaths.Media;

    public IReadOnlyList<string> Files { get; private init; } = [];

    /// <summary>The connection string of a PostgreSQL database; null for the embedded catalog.</summary>
    public string? Postgres { get; private init; }

    /// <summary>True when objects are stored in Supabase Storage.</summary>
    public bool Supabase { get; private init; }

    public bool Keep { get; private init; }

    public bool Help { get; private init; }

    public string? Error { get; private init; }

    /// <summary>True when the sample prints its usage instead of running.</summary>
    public bool ShouldPrintUsage => Help || Error is not null;

    public static Arguments Parse(string[] args)
    {
        var remaining = args.ToList();
        var index = remaining.IndexOf("--postgres");
        var postgres = index >= 0 ? remaining.ElementAtOrDefault(index + 1) ?? "" : null;
        if (index >= 0)
        {
            remaining.RemoveRange(index, Math.Min(2, remaining.Count - index));
        }

        var folders = remaining.Where(argument => !argument.StartsWith('-')).ToArray();
        if (remaining.FirstOrDefault(argument => argument.StartsWith('-') && !Flags.Contains(argument)) is { } unknown)
        {
            return new() { Error = $"Unknown option {unknown}.", Help = true };
        }

        if (postgres is not null && !postgres.Contains('='))
        {
            return new() { Error = "--postgres requires a connection string: \"Host=localhost;Database=media;Username=postgres\".", Help = true };
        }

        if (folders.Length > 1)
        {
            return new() { Error = "Only one folder can be uploaded.", Help = true };
        }

        var arguments = new Arguments
        {
            Postgres = postgres,
            Supabase = remaining.Contains("--supabase"),
            Keep = remaining.Contains("--keep"),
            Help = remaining.Contains("--help") || remaining.Contains("-h"),
        };
        return folders is [var folder] ? arguments.WithFilesOf(folder) : arguments with { Files = SamplePaths.MediaFiles() };
    }

    private Arguments WithFilesOf(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return this with { Error = $"The folder {folder} does not exist." };
        }

        var files = SamplePaths.FilesOf(folder);
        return files.Count == 0
            ? this with { Error = $"The folder {folder} contains no files." }
            : this with { Folder = folder, Files = files };
    }
}
