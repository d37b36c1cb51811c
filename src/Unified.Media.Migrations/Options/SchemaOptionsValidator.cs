using Npgsql;

namespace Unified.Media.Migrations;

/// <summary>
/// Validates the options. Each failure is one sentence that starts with the name of the option. Failures never contain a connection string.
/// </summary>
internal static class SchemaOptionsValidator
{
    private static readonly TimeSpan MinLockTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MaxLockTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(20);

    /// <summary>Returns a copy of the names if they and the options are valid.</summary>
    /// <exception cref="ArgumentException">Names or options are invalid; the message lists every failure.</exception>
    public static PostgresSchemaNames Validate(PostgresSchemaNames? names, SchemaOptions? options = null)
    {
        names = names is null ? new() : names with { };
        string[] failures = [.. names.FindFailures(), .. options is null ? [] : FindTimeoutFailures(options)];
        return failures.Length == 0 ? names : throw new ArgumentException(string.Join(' ', failures), nameof(options));
    }

    /// <summary>Returns the failures of the options of a host. Unlike <see cref="Validate"/>, it requires a connection.</summary>
    public static IEnumerable<string> FindFailures(SchemaOptions options)
    {
        if (options.DataSource is null)
        {
            if (string.IsNullOrWhiteSpace(options.ConnectionString))
            {
                yield return $"ConnectionString is missing: {options.ConnectionStringSource ?? "it is null or empty"}.";
            }
            else if (!IsConnectionString(options.ConnectionString))
            {
                var source = options.ConnectionStringSource is { } description ? $" ({description})" : "";
                yield return $"ConnectionString{source} is not a valid connection string.";
            }
        }

        foreach (var failure in FindTimeoutFailures(options))
        {
            yield return failure;
        }
    }

    private static IEnumerable<string> FindTimeoutFailures(SchemaOptions options)
    {
        if (options.LockTimeout < MinLockTimeout || options.LockTimeout > MaxLockTimeout)
        {
            yield return $"LockTimeout is {options.LockTimeout}: it must be between 10 ms and 1 minute.";
        }

        (string Option, TimeSpan Value)[] times =
        [
            (nameof(options.LockWaitTimeout), options.LockWaitTimeout),
            (nameof(options.RunnerWaitTimeout), options.RunnerWaitTimeout),
            (nameof(options.StatementTimeout), options.StatementTimeout),
        ];
        foreach (var (option, value) in times.Where(time => time.Value < TimeSpan.Zero || time.Value > MaxTimeout))
        {
            yield return $"{option} is {value}: it must be between zero and 20 days.";
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
