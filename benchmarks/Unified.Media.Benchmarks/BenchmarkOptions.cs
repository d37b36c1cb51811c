namespace Unified.Media.Benchmarks;

/// <summary>The options of the command line.</summary>
internal sealed record BenchmarkOptions
{
    public required IReadOnlyCollection<string> Sections { get; init; }

    /// <summary>The folder for temporary files. Its volume influences the results.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>The path of a JSON file with the figures; null for none.</summary>
    public string? JsonPath { get; init; }

    /// <summary>True to upload 5 GiB to the folder store.</summary>
    public bool StoreFiveGibibytes { get; init; }

    /// <summary>The number of items of the PostgreSQL section.</summary>
    public int PostgresItems { get; init; } = 1_000_000;

    /// <summary>The number of legacy rows of the legacy section.</summary>
    public int LegacyRows { get; init; } = 1_000_000;

    /// <summary>True to run the Supabase section with a tenth of its sizes, as a smoke test.</summary>
    public bool IsSmall { get; init; }

    /// <summary>Parses the arguments. Prints the usage and returns null when an argument is unknown.</summary>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> arguments, IReadOnlyList<string> sectionNames)
    {
        var options = new BenchmarkOptions { Sections = sectionNames };
        var selected = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "all":
                    selected.AddRange(sectionNames);
                    break;
                case "--disk5g":
                    options = options with { StoreFiveGibibytes = true };
                    break;
                case "--json" when i + 1 < arguments.Count:
                    options = options with { JsonPath = arguments[++i] };
                    break;
                case "--folder" when i + 1 < arguments.Count:
                    options = options with { Folder = arguments[++i] };
                    break;
                case "--items" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], out var items):
                    options = options with { PostgresItems = items };
                    i++;
                    break;
                case "--rows" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], out var rows):
                    options = options with { LegacyRows = rows };
                    i++;
                    break;
                case "--small":
                    options = options with { IsSmall = true };
                    break;
                case var section when sectionNames.Contains(section):
                    selected.Add(section);
                    break;
                default:
                    Console.WriteLine(
                        $"Usage: Unified.Media.Benchmarks [{string.Join('|', sectionNames)}|all]… [--disk5g] [--items n] [--rows n] [--small] "
                        + "[--folder path] [--json file]");
                    return null;
            }
        }

        return selected.Count == 0 ? options : options with { Sections = selected };
    }
}
