using System.Globalization;

namespace LegacyMigration;

/// <summary>The parsed command line. If it is invalid, <see cref="Error"/> has the reason.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Usage: dotnet run --project samples/LegacyMigration [-- OPTIONS]

          --shape A|B|C          the schema of the legacy database (default: B)
                                 A before unification, B as in production, C from its migration files
          --rows NUMBER          the number of legacy rows (default: 20000)
          --postgres CONNECTION  a server on which a database is created and dropped
                                 (default: a private server on this machine, removed at the end)
          --keep                 keeps the database on the server of --postgres
          --help                 shows this text
        """;

    public string Shape { get; private init; } = "B";

    public int Rows { get; private init; } = 20_000;

    public string? Postgres { get; private init; }

    public bool Keep { get; private init; }

    public bool Help { get; private init; }

    public string? Error { get; private init; }

    /// <summary>True when the sample prints an error or its usage instead of running.</summary>
    public bool ShouldPrintUsage => Help || Error is not null;

    public static Arguments Parse(string[] args)
    {
        var arguments = new Arguments();
        for (var i = 0; i < args.Length && arguments.Error is null; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--help" or "-h":
                    return new() { Help = true };
                case "--keep":
                    arguments = arguments with { Keep = true };
                    continue;
                case "--shape" when value.ToUpperInvariant() is "A" or "B" or "C":
                    arguments = arguments with { Shape = value.ToUpperInvariant() };
                    break;
                case "--rows" when int.TryParse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var rows)
                    && rows >= 100:
                    arguments = arguments with { Rows = rows };
                    break;
                case "--postgres" when value.Length > 0:
                    arguments = arguments with { Postgres = value };
                    break;
                default:
                    arguments = new() { Error = $"{args[i]} is not a valid option, or its value is missing or invalid.", Help = true };
                    break;
            }

            i++;
        }

        return arguments.Keep && arguments.Postgres is null && arguments.Error is null
            ? new() { Error = "--keep requires --postgres, because the private server is removed at the end." }
            : arguments;
    }
}
