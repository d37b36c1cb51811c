using System.Text.RegularExpressions;

namespace Unified.Media.Migrations;

/// <summary>The rules for options. Names go into statements as they are, so they are plain.</summary>
internal static partial class SchemaOptionsCheck
{
    // Bare, they do not name a role but whoever is connected, or nobody: the migrator would be granted what its users are to have.
    private static readonly string[] NoNames = ["current_role", "current_user", "none", "session_user", "user"];

    /// <summary>What the names in the options are called in steps.</summary>
    public static IEnumerable<(string Placeholder, string Option, string Value)> Names(this SchemaOptions options) =>
    [
        ("schema", nameof(options.Schema), options.Schema),
        ("media_schema", nameof(options.MediaSchema), options.MediaSchema),
        ("anon", nameof(options.AnonymousRole), options.AnonymousRole),
        ("authenticated", nameof(options.AuthenticatedRole), options.AuthenticatedRole),
        ("service_role", nameof(options.ServiceRole), options.ServiceRole),
        ("worker", nameof(options.WorkerRole), options.WorkerRole),
        ("app", nameof(options.ApplicationRole), options.ApplicationRole),
    ];

    /// <summary>A copy that nobody can change any more, checked.</summary>
    /// <exception cref="ArgumentException">Rules are broken; the message names all.</exception>
    public static SchemaOptions Checked(SchemaOptions options)
    {
        string[] failures = [.. Names(options).SelectMany(CheckName), .. CheckDistinct(options), .. CheckTimes(options)];
        return failures.Length == 0
            ? options.Copy()
            : throw new ArgumentException(string.Join(' ', failures), nameof(options));
    }

    /// <summary>All names in one text, by which the journal knows for which it was made.</summary>
    public static string NamesText(this SchemaOptions options) => string.Join(' ', options.Names().Select(name => $"{name.Placeholder}={name.Value}"));

    private static SchemaOptions Copy(this SchemaOptions options) => new()
    {
        Schema = options.Schema,
        MediaSchema = options.MediaSchema,
        AnonymousRole = options.AnonymousRole,
        AuthenticatedRole = options.AuthenticatedRole,
        ServiceRole = options.ServiceRole,
        WorkerRole = options.WorkerRole,
        ApplicationRole = options.ApplicationRole,
        LockTimeout = options.LockTimeout,
        LockPatience = options.LockPatience,
        RunnerPatience = options.RunnerPatience,
        StatementTimeout = options.StatementTimeout,
    };

    private static IEnumerable<string> CheckName((string Placeholder, string Option, string Value) name)
    {
        if (name.Value is null || !PlainName().IsMatch(name.Value))
        {
            yield return $"{name.Option} is '{name.Value}': it must be 1 to 63 lower-case letters, digits and '_', and not begin with a digit.";
        }
        else if (name.Option != nameof(SchemaOptions.MediaSchema)
            && (name.Value.StartsWith("pg_", StringComparison.Ordinal) || name.Value == "public"))
        {
            yield return $"{name.Option} is '{name.Value}': names that begin with pg_, and public, are PostgreSQL's own.";
        }
        else if (NoNames.Contains(name.Value))
        {
            yield return $"{name.Option} is '{name.Value}': to PostgreSQL that is no name.";
        }
    }

    private static IEnumerable<string> CheckDistinct(SchemaOptions options)
    {
        if (options.Schema == options.MediaSchema)
        {
            yield return $"Schema and MediaSchema are both '{options.Schema}': they must differ.";
        }

        var roles = Names(options).Where(name => name.Option.EndsWith("Role", StringComparison.Ordinal));
        foreach (var same in roles.GroupBy(role => role.Value).Where(group => group.Count() > 1))
        {
            yield return $"{string.Join(" and ", same.Select(role => role.Option))} are both '{same.Key}': every role must be another one.";
        }
    }

    private static IEnumerable<string> CheckTimes(SchemaOptions options)
    {
        if (options.LockTimeout < TimeSpan.FromMilliseconds(10) || options.LockTimeout > TimeSpan.FromMinutes(1))
        {
            yield return $"LockTimeout is {options.LockTimeout}: it must be from 10 ms to 1 minute.";
        }

        (string Option, TimeSpan Value)[] times =
        [
            (nameof(options.LockPatience), options.LockPatience),
            (nameof(options.RunnerPatience), options.RunnerPatience),
            (nameof(options.StatementTimeout), options.StatementTimeout),
        ];
        foreach (var (option, value) in times.Where(time => time.Value < TimeSpan.Zero || time.Value > TimeSpan.FromDays(20)))
        {
            yield return $"{option} is {value}: it must be from zero to 20 days.";
        }
    }

    [GeneratedRegex(@"^[a-z_][a-z0-9_]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();
}
