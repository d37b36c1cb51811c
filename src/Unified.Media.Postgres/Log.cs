using Microsoft.Extensions.Logging;

namespace Unified.Media.Postgres;

/// <summary>What the catalog logs. Never contents, titles, tokens, connection strings or the database's texts.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "A call failed for a transient reason ({SqlState}); attempt {Attempt} follows")]
    public static partial void Retrying(ILogger logger, string sqlState, int attempt);

    [LoggerMessage(2, LogLevel.Warning, "The login may not work as the role {Role}: grant the role to it, or give those calls a login of their own")]
    public static partial void RoleRefused(ILogger logger, string role);

    [LoggerMessage(3, LogLevel.Information, "A user has {Owners} owners in the catalog and was refused")]
    public static partial void OwnerRefused(ILogger logger, int owners);
}
