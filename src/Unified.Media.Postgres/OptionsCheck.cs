using System.Text.RegularExpressions;

namespace Unified.Media.Postgres;

/// <summary>The rules for options. Names go into statements as they are, so they are plain.</summary>
internal static partial class OptionsCheck
{
    private const int MostRetries = 10;

    public static void Run(PostgresCatalogOptions options)
    {
        (string Name, string Value)[] names =
        [
            (nameof(options.Schema), options.Schema),
            (nameof(options.MediaSchema), options.MediaSchema),
            (nameof(options.AnonymousRole), options.AnonymousRole),
            (nameof(options.AuthenticatedRole), options.AuthenticatedRole),
            (nameof(options.ServiceRole), options.ServiceRole),
            (nameof(options.WorkerRole), options.WorkerRole),
        ];
        foreach (var (name, value) in names)
        {
            if (value is null || !PlainName().IsMatch(value))
            {
                throw new ArgumentException($"{name} must be 1 to 63 lower-case letters, digits and '_', and not begin with a digit.");
            }
        }

        if (options.MaxRetries is < 0 or > MostRetries)
        {
            throw new ArgumentException($"{nameof(options.MaxRetries)} must be from 0 to {MostRetries}.");
        }

        if (options.OwnerLifetime < TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(options.OwnerLifetime)} must not be negative.");
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
