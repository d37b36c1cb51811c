using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// Validates the options. Returns one sentence per invalid option. It begins with the name of the option and never contains a connection string.
/// </summary>
internal static class PostgresCatalogOptionsValidator
{
    private const int MaxRetryLimit = 10;

    public static IEnumerable<string> FindFailures(PostgresCatalogOptions options)
    {
        if (options.DataSource is null)
        {
            if (string.IsNullOrWhiteSpace(options.ConnectionString))
            {
                yield return $"ConnectionString is missing: {options.ConnectionStringSource ?? "it has no value"}.";
            }
            else if (!IsConnectionString(options.ConnectionString))
            {
                yield return $"ConnectionString{Source(options)} is not a valid connection string.";
            }
        }

        (string Name, string? Value)[] others =
        [
            (nameof(options.WorkerConnectionString), options.WorkerDataSource is null ? options.WorkerConnectionString : null),
            (nameof(options.ServiceConnectionString), options.ServiceDataSource is null ? options.ServiceConnectionString : null),
        ];
        foreach (var (name, value) in others.Where(other => other.Value is not null && !IsConnectionString(other.Value)))
        {
            yield return $"{name} is not a valid connection string.";
        }

        if (options.MaxRetries is < 0 or > MaxRetryLimit)
        {
            yield return $"MaxRetries is {options.MaxRetries}: it must be between 0 and {MaxRetryLimit}.";
        }

        if (options.OwnerCacheDuration < TimeSpan.Zero)
        {
            yield return $"OwnerCacheDuration is {options.OwnerCacheDuration}: it must not be negative.";
        }
    }

    private static string Source(PostgresCatalogOptions options) => options.ConnectionStringSource is { } source ? $" ({source})" : "";

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
