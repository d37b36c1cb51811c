using System.Globalization;

namespace LegacyMigration;

/// <summary>What the command line asks for; <see cref="Mistake"/> says why it cannot be done.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Usage: dotnet run --project samples/LegacyMigration [-- OPTIONS]

          --shape A|B|C          which of the old system's schemas (default: B)
                                 A before unification, B as in production, C as its migration files make it
          --rows NUMBER          how many old rows (default: 20000)
          --postgres CONNECTION  a server where a database may be made and dropped again
                                 (default: a private server from this machine's programs, gone afterwards)
          --keep                 keeps the database of --postgres
          --help                 shows this
        """;

    public string Shape { get; private init; } = "B";

    public int Rows { get; private init; } = 20_000;

    public string? Postgres { get; private init; }

    public bool Keep { get; private init; }

    public bool Help { get; private init; }

    public string? Mistake { get; private init; }

    /// <summary>True when there is nothing to run: help was asked for, or is needed.</summary>
    public bool AreForHelp => Help || Mistake is not null;

    public static Arguments Read(string[] args)
    {
        var arguments = new Arguments();
        for (var i = 0; i < args.Length && arguments.Mistake is null; i++)
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
                case "--rows" when int.TryParse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var rows) && rows >= 100:
                    arguments = arguments with { Rows = rows };
                    break;
                case "--postgres" when value.Length > 0:
                    arguments = arguments with { Postgres = value };
                    break;
                default:
                    arguments = new() { Mistake = $"{args[i]} is no option, or its value is none.", Help = true };
                    break;
            }

            i++;
        }

        return arguments.Keep && arguments.Postgres is null && arguments.Mistake is null
            ? new() { Mistake = "--keep needs --postgres: the private server does not outlive the run." }
            : arguments;
    }
}
