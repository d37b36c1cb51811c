using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>The rules for the options: one sentence per broken rule, each beginning with its path. Never a connection string.</summary>
internal static class SchemaOptionsValidator
{
    private static readonly TimeSpan MinLockTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxLockTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxPatience = TimeSpan.FromDays(20);

    /// <summary>A copy of the names that later changes do not reach, where names and options are used without a host.</summary>
    /// <exception cref="ArgumentException">Rules are broken; the message lists all.</exception>
    public static PostgresSchemaNames Checked(PostgresSchemaNames? names, SchemaOptions? options = null)
    {
        names = names is null ? new() : names with { };
        string[] failures = [.. names.FindFailures(), .. options is null ? [] : FindTimeFailures(options)];
        return failures.Length == 0 ? names : throw new ArgumentException(string.Join(' ', failures), nameof(options));
    }

    /// <summary>The failures of options that a host uses, which need connections.</summary>
    public static IEnumerable<string> FindFailures(SchemaOptions options)
    {
        if (options.DataSource is null)
        {
            if (string.IsNullOrWhiteSpace(options.ConnectionString))
            {
                yield return $"ConnectionString is missing: {options.ConnectionStringSource ?? "it has no value"}.";
            }
            else if (!IsConnectionString(options.ConnectionString))
            {
                var source = options.ConnectionStringSource is { } text ? $" ({text})" : "";
                yield return $"ConnectionString{source} is not a valid connection string.";
            }
        }

        foreach (var failure in FindTimeFailures(options))
        {
            yield return failure;
        }
    }

    private static IEnumerable<string> FindTimeFailures(SchemaOptions options)
    {
        if (options.LockTimeout < MinLockTimeout || options.LockTimeout > MaxLockTimeout)
        {
            yield return $"LockTimeout is {options.LockTimeout}: it must be from 10 ms to 1 minute.";
        }

        (string Option, TimeSpan Value)[] times =
        [
            (nameof(options.LockWaitTimeout), options.LockWaitTimeout),
            (nameof(options.RunnerWaitTimeout), options.RunnerWaitTimeout),
            (nameof(options.StatementTimeout), options.StatementTimeout),
        ];
        foreach (var (option, value) in times.Where(time => time.Value < TimeSpan.Zero || time.Value > MaxPatience))
        {
            yield return $"{option} is {value}: it must be from zero to 20 days.";
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            return false;
        }
    }
}
