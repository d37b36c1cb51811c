namespace Quickstart;

/// <summary>What the command line asks for; <see cref="Mistake"/> says why it cannot be done.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Usage: dotnet run --project samples/Quickstart [-- [FOLDER] [--keep]]

          FOLDER    uploads every file of this folder instead of the sample's own
          --keep    keeps what earlier runs stored
          --help    shows this
        """;

    /// <summary>The folder whose files are uploaded.</summary>
    public string Folder { get; private init; } = Places.Media;

    public IReadOnlyList<string> Files { get; private init; } = [];

    public bool Keep { get; private init; }

    public bool Help { get; private init; }

    public string? Mistake { get; private init; }

    /// <summary>True when there is nothing to run: help was asked for, or is needed.</summary>
    public bool AreForHelp => Help || Mistake is not null;

    public static Arguments Read(string[] args)
    {
        var folders = args.Where(arg => !arg.StartsWith('-')).ToArray();
        if (args.FirstOrDefault(arg => arg.StartsWith('-') && arg is not ("--keep" or "--help" or "-h")) is { } unknown)
        {
            return new() { Mistake = $"There is no option {unknown}.", Help = true };
        }

        if (folders.Length > 1)
        {
            return new() { Mistake = "One folder at a time.", Help = true };
        }

        var arguments = new Arguments { Keep = args.Contains("--keep"), Help = args.Contains("--help") || args.Contains("-h") };
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
