using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>Checks the version of the server, whether it accepts writes, and whether the connection is encrypted.</summary>
internal sealed class ServerCheck : IDoctorCheck
{
    // unified_media_view is a security_invoker view, which older versions do not have.
    private const int MinVersion = 150000;

    public string Name => "server";

    public async Task<CheckResult> CheckAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        const string Sql = """
            select current_setting('server_version_num')::integer, current_setting('server_version'),
              coalesce((select ssl from pg_catalog.pg_stat_ssl where pid = pg_backend_pid()), false),
              inet_client_addr() is null or host(inet_client_addr()) in ('127.0.0.1', '::1'),
              pg_is_in_recovery(), current_setting('default_transaction_read_only')::boolean, current_user::text
            """;
        var started = context.Time.GetTimestamp();
        var server = await context.Connection.QuerySingleAsync(
            Sql,
            reader => (
                Number: reader.GetInt32(0), Version: reader.GetString(1), IsEncrypted: reader.GetBoolean(2), IsLocal: reader.GetBoolean(3),
                IsStandby: reader.GetBoolean(4), IsReadOnly: reader.GetBoolean(5), User: reader.GetString(6)),
            cancellationToken);
        var milliseconds = context.Time.GetElapsedTime(started).TotalMilliseconds;

        var findings = new List<Finding>();
        if (server.Number < MinVersion)
        {
            findings.Add(
                Finding.Problem("server_too_old", $"PostgreSQL {server.Version} is too old. Version 15 or newer is required."));
        }

        if (server.IsStandby || server.IsReadOnly)
        {
            findings.Add(Finding.Problem("server_read_only", "This server is read-only.", "Connect to the primary server."));
        }

        if (!server.IsEncrypted && !server.IsLocal)
        {
            findings.Add(Finding.Warning(
                "connection_not_encrypted", "The connection to a remote server is not encrypted.",
                "Add 'SSL Mode=Require' or 'SSL Mode=VerifyFull' to the connection string."));
        }

        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"PostgreSQL {server.Version} as {server.User}, {(server.IsEncrypted ? "encrypted" : "not encrypted")}, {milliseconds:F1} ms");
        return new(Name, summary, findings);
    }
}
