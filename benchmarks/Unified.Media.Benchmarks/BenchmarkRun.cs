namespace Unified.Media.Benchmarks;

/// <summary>What was asked for on the command line.</summary>
internal sealed record BenchmarkRun
{
    public required IReadOnlyCollection<string> Sections { get; init; }

    /// <summary>Where the temporary files are; the volume matters.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>Where to write the figures as JSON; null for nowhere.</summary>
    public string? JsonPath { get; init; }

    /// <summary>Whether 5 GiB really go through the folder store.</summary>
    public bool StoresFiveGibibytes { get; init; }

    /// <summary>How many items the PostgreSQL section lists from.</summary>
    public int PostgresItems { get; init; } = 1_000_000;

    /// <summary>How many older rows the legacy section migrates.</summary>
    public int LegacyRows { get; init; } = 1_000_000;

    /// <summary>Whether the Supabase section takes a tenth of its sizes, to see whether it works.</summary>
    public bool IsSmall { get; init; }

    /// <summary>The run, or null when the arguments say nothing that is known; usage is printed then.</summary>
    public static BenchmarkRun? Parse(IReadOnlyList<string> arguments, IReadOnlyList<string> known)
    {
        var run = new BenchmarkRun { Sections = known };
        var asked = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "all":
                    asked.AddRange(known);
                    break;
                case "--disk5g":
                    run = run with { StoresFiveGibibytes = true };
                    break;
                case "--json" when i + 1 < arguments.Count:
                    run = run with { JsonPath = arguments[++i] };
                    break;
                case "--folder" when i + 1 < arguments.Count:
                    run = run with { Folder = arguments[++i] };
                    break;
                case "--items" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], out var items):
                    run = run with { PostgresItems = items };
                    i++;
                    break;
                case "--rows" when i + 1 < arguments.Count && int.TryParse(arguments[i + 1], out var rows):
                    run = run with { LegacyRows = rows };
                    i++;
                    break;
                case "--small":
                    run = run with { IsSmall = true };
                    break;
                case var section when known.Contains(section):
                    asked.Add(section);
                    break;
                default:
                    Console.WriteLine($"Usage: Unified.Media.Benchmarks [{string.Join('|', known)}|all]… [--disk5g] [--items n] [--rows n] [--small] [--folder path] [--json file]");
                    return null;
            }
        }

        return asked.Count == 0 ? run : run with { Sections = asked };
    }
}
