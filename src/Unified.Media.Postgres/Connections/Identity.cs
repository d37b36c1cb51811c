using Npgsql;

namespace Unified.Media.Postgres;

/// <summary>
/// As whom statements run. Everything is set for the transaction only: a batch is one, so nothing of it is left on the connection.
/// </summary>
/// <param name="Source">The connections.</param>
/// <param name="Role">The role that is taken on.</param>
/// <param name="Subject">The login id in the claims; empty for nobody.</param>
/// <param name="Claims">The claims as JSON.</param>
internal sealed record Identity(NpgsqlDataSource Source, string Role, string Subject, string Claims)
{
    public static Identity Of(NpgsqlDataSource source, string role, Guid login)
    {
        var subject = login.ToString("D");
        return new(source, role, subject, $$"""{"sub":"{{subject}}","role":"{{role}}"}""");
    }

    public static Identity OfNobody(NpgsqlDataSource source, string role) => new(source, role, "", $$"""{"role":"{{role}}"}""");

    /// <summary>Says who is asking, and takes the role on.</summary>
    public Statement TakeOn()
    {
        // The single claim goes before the whole set where functions look for the subject, so a stale one must not stay.
        var statement = new Statement();
        statement.Sql =
            $"""
            SELECT set_config('request.jwt.claims', {statement.Add(Claims)}, true), set_config('request.jwt.claim.sub', {statement.Add(Subject)}, true),
                set_config('role', {statement.Add(Role)}, true)
            """;
        return statement;
    }

    /// <summary>Says who is asking, and stays the login that alone may call the ledger.</summary>
    public Statement Claim()
    {
        var statement = new Statement();
        statement.Sql =
            $"SELECT set_config('request.jwt.claims', {statement.Add(Claims)}, true), set_config('request.jwt.claim.sub', {statement.Add(Subject)}, true)";
        return statement;
    }

    /// <summary>The same for a write whose loss in a crash of the server does no harm.</summary>
    public Statement ClaimLightly()
    {
        var statement = new Statement();
        statement.Sql =
            $"""
            SELECT set_config('request.jwt.claims', {statement.Add(Claims)}, true), set_config('request.jwt.claim.sub', {statement.Add(Subject)}, true),
                set_config('synchronous_commit', 'off', true)
            """;
        return statement;
    }

    /// <summary>Takes the role on, where the claims are set already or no claims are looked at.</summary>
    public static Statement TakeOn(string role)
    {
        var statement = new Statement();
        statement.Sql = $"SELECT set_config('role', {statement.Add(role)}, true)";
        return statement;
    }

    /// <summary>Becomes the login again.</summary>
    public static Statement StepBack() => new() { Sql = "SELECT set_config('role', 'none', true)" };
}
