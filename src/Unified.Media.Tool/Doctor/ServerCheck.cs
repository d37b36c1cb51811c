using System.Globalization;

namespace Unified.Media.Tool;

/// <summary>Whether the server can hold the schema, and how it is reached.</summary>
internal sealed class ServerCheck : IDoctorCheck
{
    // The view over old and new rows reads with the reader's rights, which older versions cannot do.
    private const int OldestVersion = 150000;

    public string Name => "server";

    public async Task<CheckResult> RunAsync(Examination examination, CancellationToken cancellationToken)
    {
        const string Sql = """
            select current_setting('server_version_num')::integer, current_setting('server_version'),
              coalesce((select ssl from pg_catalog.pg_stat_ssl where pid = pg_backend_pid()), false),
              inet_client_addr() is null or host(inet_client_addr()) in ('127.0.0.1', '::1'),
              pg_is_in_recovery(), current_setting('default_transaction_read_only')::boolean, current_user::text
            """;
        var started = examination.Time.GetTimestamp();
        var server = await examination.Connection.OneAsync(
            Sql,
            reader => (
                Number: reader.GetInt32(0), Version: reader.GetString(1), Encrypted: reader.GetBoolean(2), Local: reader.GetBoolean(3),
                Standby: reader.GetBoolean(4), ReadOnly: reader.GetBoolean(5), User: reader.GetString(6)),
            cancellationToken);
        var milliseconds = examination.Time.GetElapsedTime(started).TotalMilliseconds;

        var findings = new List<Finding>();
        if (server.Number < OldestVersion)
        {
            findings.Add(
                Finding.Problem("server_too_old", $"PostgreSQL {server.Version} is too old: 15 is the oldest version that works."));
        }

        if (server.Standby || server.ReadOnly)
        {
            findings.Add(Finding.Problem("server_read_only", "This server only reads.", "Name the primary server."));
        }

        if (!server.Encrypted && !server.Local)
        {
            findings.Add(Finding.Warning(
                "connection_not_encrypted", "The connection crosses a network without encryption.",
                "Add 'SSL Mode=Require' or 'VerifyFull'."));
        }

        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"PostgreSQL {server.Version} as {server.User}, {(server.Encrypted ? "encrypted" : "not encrypted")}, {milliseconds:F1} ms");
        return new(Name, summary, findings);
    }
}
