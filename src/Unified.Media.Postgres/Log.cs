using Microsoft.Extensions.Logging;

namespace Unified.Media.Postgres;

/// <summary>The log messages of the catalog. They never contain metadata, tokens, connection strings or error texts of the database.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "A call failed transiently with SQLSTATE {SqlState}; retrying with attempt {Attempt}")]
    public static partial void Retrying(ILogger logger, string sqlState, int attempt);

    [LoggerMessage(
        2, LogLevel.Warning, "The login cannot assume the role {Role}: grant the role to the login, or configure another login for these calls")]
    public static partial void RoleDenied(ILogger logger, string role);

    [LoggerMessage(3, LogLevel.Information, "A user was rejected because the catalog has {Owners} owners for the login")]
    public static partial void OwnerRejected(ILogger logger, int owners);
}
